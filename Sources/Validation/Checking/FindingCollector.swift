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
    /// The table and fields of the other end, where findings have one; no fields mean the whole record.
    var related: (table: Int, fields: [Int])?
    /// The place as the reader gave it, for findings about the shape of a file.
    var place: Finding.Place?
    /// Words for one row where `expected` depends on what was found.
    var expectedAt: (@Sendable (Int) -> String)?
    /// Messages for some rows where they speak of the rows' values.
    var messagesAt: (@Sendable ([Int]) -> [String])?
    /// What was found in place of the cells' own text.
    var foundAt: (@Sendable (Int) -> String)?
    /// Further cells that the rule read for a row.
    var reachedAt: (@Sendable (Int) -> [Finding.Place])?
    /// Last year's value for a row.
    var previousAt: (@Sendable (Int) -> String?)?
    /// The rule's words about several findings and about all.
    var summaries: (many: String, every: String)?
    /// What one finding and several are, where they are not records of the table.
    var units: (one: String, many: String)?

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
        /// The first of its sites.
        let site: Int
        var siteCount = 1
        var count = 0
        /// How many records or cells were looked at; nil when the whole return is meant or it is not known.
        var total: Int?
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
        if let known {
            tallies[known].siteCount += 1
        } else {
            tallies.append(Tally(rule: site.rule, severity: site.severity, site: sites.count))
        }
        sites.append(site)
        tallyOfSite.append(known ?? tallies.count - 1)
        return sites.count - 1
    }

    /// Says how many records a rule looked at from one place.
    mutating func look(_ site: Int, at total: Int) {
        tallies[tallyOfSite[site]].total = (tallies[tallyOfSite[site]].total ?? 0) + total
    }

    /// Reports one finding, or one that stands for several.
    mutating func add(_ site: Int, row: Int, relatedRow: Int = -1, number: Int = -1, standingFor count: Int = 1) {
        let tally = tallyOfSite[site]
        tallies[tally].count += count
        guard tallies[tally].hits.count < limit, tallies[tally].severity != .shadow else { return }
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
        let count = scan.count(of: state)
        tallies[tally].count += count
        guard count > 0, tallies[tally].severity != .shadow else { return }
        let room = limit - tallies[tally].hits.count
        for row in scan.rows(of: state, atMost: min(room, count)) {
            let hit = Hit(site: Int32(truncatingIfNeeded: site), row: row, relatedRow: -1, number: -1)
            tallies[tally].hits.append(hit)
        }
    }

    /// Takes over all that another one collected, as if it had been reported here.
    mutating func take(_ other: FindingCollector) {
        let sites = other.sites.map { register($0) }
        for part in other.tallies {
            let tally = tallyOfSite[sites[part.site]]
            tallies[tally].count += part.count
            if let total = part.total { tallies[tally].total = (tallies[tally].total ?? 0) + total }
            let room = limit - tallies[tally].hits.count
            tallies[tally].hits += part.hits.prefix(room).map { hit in
                let site = Int32(truncatingIfNeeded: sites[Int(hit.site)])
                return Hit(site: site, row: hit.row, relatedRow: hit.relatedRow, number: hit.number)
            }
        }
    }
}
