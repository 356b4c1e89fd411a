import Foundation

/// Reads the dated code lists of `Schemas/codes`, and the authorities of `Schemas/reference`.
struct CodeListFolder {
    /// The folder `Schemas`.
    let directory: URL

    /// Lists whose codes are not confirmed: an unknown code is then a question.
    private static let unconfirmed: Set = ["officer-answer"]

    /// All lists as they stand on a collection's census day.
    ///
    /// Authorities count when they stood at any time from the first day of activity on, since a plan may have come in
    /// from one that ended since.
    func lists(of collection: ResolvedSchema.Collection) throws(SchemaError) -> [String: CodeList] {
        let folder = directory.appendingPathComponent("codes")
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: folder.path) else {
            throw SchemaError(file: "codes", "The folder of code lists cannot be read.")
        }
        var lists: [String: CodeList] = [:]
        for name in names.sorted() where name.hasSuffix(".csv") {
            let list = String(name.dropLast(4))
            lists[list] = try read(
                "codes/\(name)",
                as: list,
                label: "label",
                group: "group",
                from: collection.censusDate,
                to: collection.censusDate
            )
        }
        lists["local-authority"] = try read(
            "reference/local_authority.csv",
            as: "local-authority",
            label: "name",
            group: "region_name",
            from: collection.activityFrom,
            to: collection.censusDate
        )
        return lists
    }

    private func read(
        _ file: String,
        as name: String,
        label: String,
        group: String,
        from: CalendarDate,
        to: CalendarDate
    ) throws(SchemaError) -> CodeList {
        let table = try ReferenceCSV(file: file, in: directory)
        var valid: [CodeList.Code] = []
        var other: [CodeList.Code] = []
        for row in 0..<table.rowCount {
            let code = CodeList.Code(
                code: try table.cell("code", row),
                label: try table.cell(label, row),
                group: try table.cell(group, row),
                validFrom: try table.date("valid_from", row),
                validTo: try table.date("valid_to", row)
            )
            guard !code.code.isEmpty, code.code.utf8.count <= 8 else {
                throw SchemaError(file: file, line: row + 2, column: 1, "A code has one to eight characters.")
            }
            let isValid = (code.validFrom.map { $0 <= to } ?? true) && (code.validTo.map { $0 >= from } ?? true)
            if isValid, !valid.contains(where: { $0.code == code.code }) {
                valid.append(code)
            } else if !isValid {
                other.append(code)
            }
        }
        let codes = Set(valid.map(\.code))
        return CodeList(
            name: name,
            codes: valid,
            otherCodes: other.filter { !codes.contains($0.code) },
            isUnconfirmed: Self.unconfirmed.contains(name)
        )
    }
}

/// A small reference table with a heading, read by column name.
struct ReferenceCSV {
    private let file: String
    private let index: CSVIndex
    private let headings: [String]

    init(file: String, in directory: URL) throws(SchemaError) {
        self.file = file
        guard let data = try? Data(contentsOf: directory.appendingPathComponent(file)) else {
            throw SchemaError(file: file, "The file cannot be read.")
        }
        do {
            index = try CSVIndex(text: [UInt8](data), file: file, limits: ReadingLimits())
        } catch {
            throw SchemaError(file: file, line: error.place.line, column: 1, error.sentence)
        }
        guard let ragged = index.ragged.first else {
            headings = CSVTableFile.headings(of: index)
            return
        }
        throw SchemaError(
            file: file,
            line: ragged.record + 1,
            column: 1,
            "The row has \(ragged.cells) values, the heading \(index.width)."
        )
    }

    var rowCount: Int { max(0, index.lines.count - 1) }

    func cell(_ name: String, _ row: Int) throws(SchemaError) -> String {
        guard let column = headings.firstIndex(of: name) else {
            throw SchemaError(file: file, line: 1, column: 1, "There is no column \(name).")
        }
        let place = ((row + 1) * index.width + column) * 2
        return String(decoding: index.bytes[Int(index.spans[place])..<Int(index.spans[place + 1])], as: UTF8.self)
    }

    func date(_ name: String, _ row: Int) throws(SchemaError) -> CalendarDate? {
        let text = try cell(name, row)
        guard !text.isEmpty else { return nil }
        guard let date = CalendarDate(text) else {
            throw SchemaError(file: file, line: row + 2, column: 1, "\(name) is not a date like 2025-01-16.")
        }
        return date
    }
}
