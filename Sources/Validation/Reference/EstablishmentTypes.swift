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
        let file = try ReferenceFile(name: name, bytes: bytes, wanted: headings, required: headings)
        var entries: [Int32: Entry] = [:]
        for row in file.lines.indices {
            guard let code = Int32(file.text("code", row)) else {
                throw ReferenceError(
                    code: .unreadableCell,
                    file: name,
                    line: Int(file.lines[row]),
                    sentence: "The column code does not hold a whole number. Correct the cell."
                )
            }
            guard Self.stands(CalendarDate(file.text("valid_from", row)), CalendarDate(file.text("valid_to", row)), day)
            else { continue }
            entries[code] = Entry(group: file.text("group", row), category: file.text("placement_category", row))
        }
        self.entries = entries
    }

    func type(_ code: Int32) -> Entry? { entries[code] }

    private static func stands(_ from: CalendarDate?, _ to: CalendarDate?, _ day: CalendarDate?) -> Bool {
        guard let day else { return to == nil }
        return (from.map { $0 <= day } ?? true) && (to.map { $0 >= day } ?? true)
    }
}
