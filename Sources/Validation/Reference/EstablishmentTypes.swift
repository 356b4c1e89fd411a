import Foundation
import Returns

/// The types of establishment as they stood on a day, with the leaf of the placement tree each leads to.
struct EstablishmentTypes: Sendable {
    struct Entry: Sendable {
        let group: String
        let category: String
    }

    private let entries: [Int32: Entry]

    /// No types, where there is no table of them.
    static let none = EstablishmentTypes(entries: [:])

    private init(entries: [Int32: Entry]) {
        self.entries = entries
    }

    /// Reads `establishment_type.csv`.
    ///
    /// - Parameters:
    ///   - name: The file's name, for errors.
    ///   - bytes: The file.
    ///   - day: The day whose types are wanted; nil for those that have no end.
    /// - Throws: `ReferenceError` at a code or a date that cannot be read.
    init(name: String, bytes: [UInt8], on day: CalendarDate?) throws(ReferenceError) {
        let headings = ["code", "group", "placement_category", "valid_from", "valid_to"]
        let file = try ReferenceFile(name: name, bytes: bytes, headings: headings)
        var entries: [Int32: Entry] = [:]
        for row in file.rows {
            guard let code = try row.number("code") else { throw row.error("code", expected: "a whole number") }
            let from = try row.value("valid_from", .yearFirst).map(CalendarDate.init(daysSince1970:))
            let to = try row.value("valid_to", .yearFirst).map(CalendarDate.init(daysSince1970:))
            guard Self.stands(from, to, day) else { continue }
            entries[code] = Entry(group: row.text("group"), category: row.text("placement_category"))
        }
        self.entries = entries
    }

    func type(_ code: Int32) -> Entry? { entries[code] }

    private static func stands(_ from: CalendarDate?, _ to: CalendarDate?, _ day: CalendarDate?) -> Bool {
        guard let day else { return to == nil }
        return (from.map { $0 <= day } ?? true) && (to.map { $0 >= day } ?? true)
    }
}
