import Returns

/// Where one rule looks, with the words that all its findings there share.
struct Site: Sendable {
    let rule: CheckRule
    let severity: Severity
    let table: Int
    /// Indices of the fields; none when the whole record is meant.
    let fields: [Int]
    let message: String
    let expected: String
    /// The table and field of the other end, where findings have one; a nil field means the whole record.
    var related: (table: Int, field: Int?)?
    /// The place as the reader gave it, for findings about the shape of a file.
    var place: Finding.Place?
    /// Words for one row where `expected` depends on what was found.
    var expectedAt: (@Sendable (Int) -> String)?

    init(
        _ rule: CheckRule,
        severity: Severity? = nil,
        table: Int,
        fields: [Int] = [],
        saying sentence: String,
        expected: String
    ) {
        self.rule = rule
        self.severity = severity ?? rule.severity
        self.table = table
        self.fields = fields
        self.message = "\(sentence) \(rule.fix)"
        self.expected = expected
    }
}

/// Counts every finding and keeps the first ones of each rule as row numbers; words are made at the end.
struct FindingCollector {
    struct Hit {
        let site: Int32
        /// Index of the row; -1 when no record is meant.
        let row: Int32
        let relatedRow: Int32
        /// A count that was found in place of a value; -1 when there is none.
        let number: Int32
    }

    struct Tally {
        let rule: CheckRule
        let severity: Severity
        var count = 0
        var hits: [Hit] = []
    }

    let limit: Int
    private(set) var sites: [Site] = []
    private(set) var tallies: [Tally] = []
    private var tallyOfSite: [Int] = []

    init(limit: Int) {
        self.limit = limit
    }

    /// Takes up a place to report from.
    ///
    /// - Parameter site: The place.
    /// - Returns: Its number, for the functions below.
    mutating func register(_ site: Site) -> Int {
        let known = tallies.firstIndex { $0.rule.code == site.rule.code && $0.severity == site.severity }
        if known == nil { tallies.append(Tally(rule: site.rule, severity: site.severity)) }
        sites.append(site)
        tallyOfSite.append(known ?? tallies.count - 1)
        return sites.count - 1
    }

    /// Reports one finding, or one that stands for several.
    mutating func add(_ site: Int, row: Int, relatedRow: Int = -1, number: Int = -1, standingFor count: Int = 1) {
        let tally = tallyOfSite[site]
        tallies[tally].count += count
        guard tallies[tally].hits.count < limit else { return }
        tallies[tally].hits.append(
            Hit(
                site: Int32(truncatingIfNeeded: site),
                row: Int32(truncatingIfNeeded: row),
                relatedRow: Int32(truncatingIfNeeded: relatedRow),
                number: Int32(clamping: number)
            )
        )
    }

    /// Reports every row whose state is the one given.
    mutating func add(_ site: Int, states: [UInt8], equalTo state: UInt8) {
        let tally = tallyOfSite[site]
        let scan = StateScan(states)
        tallies[tally].count += scan.count(of: state)
        let room = limit - tallies[tally].hits.count
        for row in scan.rows(of: state, atMost: room) {
            let hit = Hit(site: Int32(truncatingIfNeeded: site), row: row, relatedRow: -1, number: -1)
            tallies[tally].hits.append(hit)
        }
    }
}
