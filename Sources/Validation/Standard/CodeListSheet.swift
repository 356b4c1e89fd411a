import Returns

/// The sheet of a template that holds all codes: two columns for each list, which drop-downs point into.
struct CodeListSheet {
    static let name = "Code lists"

    private let lists: [CodeList]

    init(_ schema: ResolvedSchema) {
        lists = schema.codeLists.values.filter { !$0.codes.isEmpty }.sorted { $0.name < $1.name }
    }

    /// The cells of a list's codes, as a formula; nil for a list without codes.
    func range(of list: String) -> String? {
        guard let place = lists.firstIndex(where: { $0.name == list }) else { return nil }
        let first = CellAddress(sheet: Self.name, row: 1, column: place * 2).name
        let last = CellAddress(sheet: Self.name, row: lists[place].codes.count, column: place * 2).name
        return "='\(Self.name)'!\(Self.fixed(first)):\(Self.fixed(last))"
    }

    /// An address that stays when cells are copied: `$A$2`.
    private static func fixed(_ address: String) -> String {
        let letters = address.prefix { $0.isLetter }
        return "$\(letters)$\(address.dropFirst(letters.count))"
    }

    func write(_ sheet: WorkbookSheet, heading: WorkbookStyle) throws {
        for (place, list) in lists.enumerated() {
            try sheet.columns(place * 2...place * 2, width: 14)
            try sheet.columns(place * 2 + 1...place * 2 + 1, width: 40)
            try sheet.text(list.name, 0, place * 2, heading)
            try sheet.text("meaning", 0, place * 2 + 1, heading)
            for (row, code) in list.codes.enumerated() {
                try sheet.text(code.code, row + 1, place * 2)
                try sheet.text(code.label, row + 1, place * 2 + 1)
            }
        }
        sheet.freeze(rows: 1)
    }
}
