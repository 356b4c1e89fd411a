public import Returns

/// Which establishment followed which, and from what day.
public struct EstablishmentLinks: Sendable {
    private struct Link: Hashable {
        let urn: Int32
        /// Days since 1 January 1970; `Int32.min` where the register gives none, which is before every day.
        let day: Int32
    }

    private let successors: [Int32: [Link]]
    private let predecessors: [Int32: [Link]]
    /// How many links there are from an establishment to one that followed it.
    public let count: Int

    /// No links, where there is no file of them.
    static let none = EstablishmentLinks(successions: [])

    private init(successions: Set<Succession>) {
        count = successions.count
        successors = Dictionary(grouping: successions, by: \.from)
            .mapValues { $0.map { Link(urn: $0.to, day: $0.day) }.sorted { ($0.day, $0.urn) < ($1.day, $1.urn) } }
        predecessors = Dictionary(grouping: successions, by: \.to)
            .mapValues { $0.map { Link(urn: $0.from, day: $0.day) }.sorted { ($0.day, $0.urn) < ($1.day, $1.urn) } }
    }

    private struct Succession: Hashable {
        let from, to, day: Int32
    }

    static let headings = ["urn", "linkurn", "linktype", "linkestablisheddate"]

    /// Reads the file of links that comes with the register's extract.
    ///
    /// A link may stand under either establishment or under both; links that are no succession, such as one to a
    /// sixth-form centre, are passed over.
    ///
    /// - Throws: `ReferenceError` for a number or a date that cannot be read.
    init(name: String, bytes: [UInt8]) throws(ReferenceError) {
        let file = try ReferenceFile(
            name: name,
            bytes: bytes,
            wanted: Self.headings,
            required: ["urn", "linkurn", "linktype"]
        )
        var successions: Set<Succession> = []
        for row in file.rows {
            let kind = row.text("linktype").lowercased()
            let isForward = kind.hasPrefix("successor")
            guard isForward || kind.hasPrefix("predecessor") else { continue }
            let own = try row.number("urn")
            let other = try row.number("linkurn")
            guard let own, let other, own != other else { continue }
            let day = try row.value("linkestablisheddate", .dayFirst) ?? .min
            successions.insert(Succession(from: isForward ? own : other, to: isForward ? other : own, day: day))
        }
        self.init(successions: successions)
    }

    /// The establishments that had followed one by a day.
    ///
    /// - Parameters:
    ///   - urn: The establishment that was followed.
    ///   - day: The day; a link with a later one does not count yet.
    /// - Returns: Their URNs, in the order in which they followed.
    public func successors(of urn: Int32, on day: CalendarDate) -> [Int32] {
        (successors[urn] ?? []).filter { $0.day <= day.daysSince1970 }.map(\.urn)
    }

    /// The establishments that one had followed by a day.
    ///
    /// - Parameters:
    ///   - urn: The establishment that followed.
    ///   - day: The day; a link with a later one does not count yet.
    /// - Returns: Their URNs, in the order in which they were followed.
    public func predecessors(of urn: Int32, on day: CalendarDate) -> [Int32] {
        (predecessors[urn] ?? []).filter { $0.day <= day.daysSince1970 }.map(\.urn)
    }

    /// The establishments at the end of all successions from one, as of a day.
    ///
    /// - Parameters:
    ///   - urn: The establishment to start from.
    ///   - day: The day.
    /// - Returns: URNs in rising order; the one started from when nothing had followed it.
    public func latest(after urn: Int32, on day: CalendarDate) -> [Int32] {
        var seen: Set<Int32> = [urn]
        var waiting = [urn]
        var ends: Set<Int32> = []
        while let next = waiting.popLast() {
            let followers = successors(of: next, on: day)
            if followers.isEmpty { ends.insert(next) }
            waiting += followers.filter { seen.insert($0).inserted }
        }
        // A circle of links has no end: what was started from then stands for it.
        return ends.isEmpty ? [urn] : ends.sorted()
    }
}
