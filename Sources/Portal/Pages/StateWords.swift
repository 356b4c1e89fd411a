import Returns
import Warehouse

extension BoardRow.State {
    /// The colour of its tag; never the only sign, since the words stand in it.
    var colour: String {
        switch self {
        case .notStarted: "govuk-tag--grey"
        case .checking: "govuk-tag--purple"
        case .hasErrors: "govuk-tag--red"
        case .queriesToExplain: "govuk-tag--yellow"
        case .readyToSign: "govuk-tag--turquoise"
        case .signed: "govuk-tag--teal"
        case .accepted: "govuk-tag--green"
        case .late: "govuk-tag--orange"
        }
    }
}

extension Submission.State {
    /// The words of its tag.
    var tag: String {
        switch self {
        case .received: "Waiting"
        case .checking: "Being checked"
        case .hasErrors: "Has errors"
        case .hasQueries: "Queries to explain"
        case .ready: "Ready to sign"
        case .signed: "Signed"
        case .accepted: "Accepted"
        case .superseded: "Replaced"
        case .withdrawn: "Withdrawn"
        case .failed: "Not read"
        case .quarantined: "Set aside"
        }
    }

    var colour: String {
        switch self {
        case .received, .checking: "govuk-tag--purple"
        case .hasErrors, .failed, .quarantined: "govuk-tag--red"
        case .hasQueries: "govuk-tag--yellow"
        case .ready: "govuk-tag--turquoise"
        case .signed: "govuk-tag--teal"
        case .accepted: "govuk-tag--green"
        case .superseded, .withdrawn: "govuk-tag--grey"
        }
    }
}

extension LondonTime {
    /// Reads `2025-01-31T14:05:06Z`, as the warehouse writes times.
    init?(universal text: String) {
        let parts = text.split(separator: "T")
        guard parts.count == 2, let date = CalendarDate(String(parts[0])) else { return nil }
        let clock = parts[1].dropLast().split(separator: ":").compactMap { Int($0) }
        guard clock.count == 3 else { return nil }
        self.init(seconds: Int(date.daysSince1970) * 86_400 + clock[0] * 3_600 + clock[1] * 60 + clock[2])
    }

    /// A time that the warehouse wrote, as people write it; as it came when it is none.
    static func words(of universal: String) -> String {
        LondonTime(universal: universal)?.words ?? universal
    }
}

/// Numbers and plurals as people write them.
enum CountText {
    /// With commas: `12,345`.
    static func text(_ number: Int) -> String {
        let digits = Array(String(abs(number)))
        let groups = stride(from: digits.count, to: 0, by: -3).map { end in String(digits[max(0, end - 3)..<end]) }
        return (number < 0 ? "−" : "") + groups.reversed().joined(separator: ",")
    }

    /// `1 query`, `12,345 queries`.
    static func text(_ number: Int, _ one: String, _ many: String) -> String {
        "\(text(number)) \(number == 1 ? one : many)"
    }

    /// A file's size: `812 bytes`, `1.4 MB`.
    static func size(_ bytes: Int) -> String {
        guard bytes >= 1_000 else { return text(bytes, "byte", "bytes") }
        let (unit, name) = bytes >= 1_000_000 ? (1_000_000, "MB") : (1_000, "kB")
        let tenths = (bytes * 10 + unit / 2) / unit
        return tenths >= 100 || tenths % 10 == 0
            ? "\(text(tenths / 10)) \(name)" : "\(tenths / 10).\(tenths % 10) \(name)"
    }
}
