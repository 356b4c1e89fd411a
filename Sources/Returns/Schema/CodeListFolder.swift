import Foundation

/// Reads the dated code lists of `Schemas/codes`, and the authorities of `Schemas/reference`.
struct CodeListFolder {
    /// The folder `Schemas`.
    let directory: URL

    /// The list that comes from the reference table of authorities.
    static let authorities = "local-authority"
    /// The list of authorities that a pupil number may name.
    private static let pupilNumberAuthorities = "upn-local-authority"

    /// Names of all lists there are.
    func names() throws(SchemaError) -> Set<String> {
        let folder = directory.appendingPathComponent("codes")
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: folder.path) else {
            throw SchemaError(file: "codes", "The folder of code lists cannot be read.")
        }
        return Set(names.filter { $0.hasSuffix(".csv") }.map { String($0.dropLast(4)) }).union([Self.authorities])
    }

    /// The lists that tables use, as they stand on a collection's census day.
    ///
    /// Only those: a list that is added for another return leaves this one, and its hash, as they are. Authorities
    /// count when they stood at any time from the first day of activity on, since a plan may have come in from one
    /// that ended since.
    func lists(
        usedBy tables: [TableSchema],
        of collection: ResolvedSchema.Collection
    ) throws(SchemaError) -> [String: CodeList] {
        let fields = tables.flatMap(\.fields)
        var lists: [String: CodeList] = [:]
        for name in Set(fields.compactMap(Self.list)).sorted() {
            let isReference = name == Self.authorities
            lists[name] = try read(
                isReference ? "reference/local_authority.csv" : "codes/\(name).csv",
                as: name,
                label: isReference ? "name" : "label",
                group: isReference ? "region_name" : "group",
                from: isReference ? collection.activityFrom : collection.censusDate,
                to: collection.censusDate,
                isUnconfirmed: fields.contains { $0.codesAreUnconfirmed && Self.list($0) == name }
            )
        }
        return lists
    }

    /// The list that a field's values come from.
    private static func list(_ field: FieldSchema) -> String? {
        switch field.type {
        case .code(let list): list
        case .identifier(.upn): pupilNumberAuthorities
        case .identifier(.localAuthority): authorities
        default: nil
        }
    }

    private func read(
        _ file: String,
        as name: String,
        label: String,
        group: String,
        from: CalendarDate,
        to: CalendarDate,
        isUnconfirmed: Bool
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
            isUnconfirmed: isUnconfirmed
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
