/// The names by which people call a table's columns, each with the column of the CSV set that it means.
struct SheetNames {
    enum Meaning: Equatable {
        /// A column of the table, by its name in the CSV set.
        case column(String)
        /// A column that is known and holds nothing of the return.
        case passedOver
        case unknown
    }

    private var columns: [String: String] = [:]

    /// No names: every heading stands for itself.
    init() {}

    init(schema: ResolvedSchema, table: Int) {
        let fields = schema.tables[table].fields
        for field in fields { enter(field.csvColumn, as: field.csvColumn) }
        for link in Self.links(schema, table) { enter(link.csvKeyColumn, as: link.csvKeyColumn) }
        for field in fields {
            enter(field.xmlElement, as: field.csvColumn)
            enter(field.name, as: field.csvColumn)
        }
        for field in fields {
            for name in Self.readings(of: field.templateHeading) { enter(name, as: field.csvColumn) }
        }
        for field in fields { enter(field.title, as: field.csvColumn) }
        for link in Self.links(schema, table) {
            for stem in [link.csvName, link.name, link.xmlElement, link.title] {
                for end in ["id", "record id"] { enter(stem + end, as: link.csvKeyColumn) }
            }
        }
    }

    /// The table itself and those above it, save the header, whose number no one writes.
    static func links(_ schema: ResolvedSchema, _ table: Int) -> [TableSchema] {
        var links = [schema.tables[table]]
        while let parent = links.last?.parent { links.append(schema.tables[parent]) }
        return links
    }

    /// A name that is taken already keeps its first meaning.
    private mutating func enter(_ name: String, as column: String) {
        let key = Self.squeezed(name)
        if !key.isEmpty, columns[key] == nil { columns[key] = column }
    }

    /// The names of several tables together.
    init(of names: [SheetNames]) {
        for name in names { columns.merge(name.columns) { first, _ in first } }
    }

    /// What a heading means: the whole of it, without a note in brackets, or its first line.
    func meaning(of heading: String) -> Meaning {
        for reading in Self.readings(of: heading) {
            if let column = columns[Self.squeezed(reading)] { return .column(column) }
        }
        let isKnown = Self.readings(of: heading).contains { Self.passedOver.contains(Self.squeezed($0)) }
        return isKnown ? .passedOver : .unknown
    }

    /// The marked workbook's own column, and those that the collection's template fills in by itself.
    private static let passedOver: Set<String> = ["issues", "recordtype", "la", "lafromheaderrecord"]

    /// The ways in which a heading may be meant, the whole of it first.
    static func readings(of heading: String) -> [String] {
        let firstLine = heading.split(whereSeparator: \.isNewline).first.map(String.init) ?? heading
        return [heading, withoutNote(heading), firstLine, withoutNote(firstLine)]
    }

    private static func withoutNote(_ heading: String) -> String {
        heading.firstIndex(of: "(").map { String(heading[..<$0]) } ?? heading
    }

    /// Letters and digits alone, in lower case: spaces, dashes of any length and line breaks make no difference.
    static func squeezed(_ name: String) -> String {
        var kept: [UInt8] = []
        for scalar in name.unicodeScalars {
            switch scalar.value {
            case 0x30...0x39, 0x61...0x7A: kept.append(UInt8(scalar.value))
            case 0x41...0x5A: kept.append(UInt8(scalar.value) | 0x20)
            case 0xC0...0x1FFF, 0x2C00...0xD7FF: kept.append(contentsOf: String(scalar).lowercased().utf8)
            default: break
            }
        }
        return String(decoding: kept, as: UTF8.self)
    }
}

/// The tables by the names people give their sheets.
struct SheetTitles {
    private var tables: [String: Int] = [:]

    init(schema: ResolvedSchema) {
        for (index, table) in schema.tables.enumerated() {
            enter(table.csvName, index)
            enter(table.name, index)
        }
        for (index, table) in schema.tables.enumerated() {
            // Excel cuts a sheet's name after 31 characters.
            enter(String(table.title.prefix(31)), index)
            enter(table.title, index)
            enter(table.xmlElement, index)
        }
    }

    private mutating func enter(_ name: String, _ table: Int) {
        let key = SheetNames.squeezed(name)
        for form in [key, key + "s", key.hasSuffix("s") ? String(key.dropLast()) : key] where tables[form] == nil {
            tables[form] = table
        }
    }

    /// The table a sheet holds by its name: the whole of it, or its last word as in the names of an export's files.
    func table(_ sheet: String) -> Int? {
        if let table = tables[SheetNames.squeezed(sheet)] { return table }
        guard sheet.contains("_"), let last = sheet.split(separator: "_").last else { return nil }
        return tables[SheetNames.squeezed(String(last))]
    }

    /// Sheets of our own workbooks that hold no records.
    static func isKnown(_ sheet: String) -> Bool {
        known.contains(SheetNames.squeezed(sheet))
    }

    private static let known: Set<String> = [
        "codelists", "readme", "issuesbyrule", "howtouse", "wholereturn", "issues", "notes",
    ]

    /// The collection's own template, which holds every table in one sheet.
    static func isStacked(_ sheet: String) -> Bool {
        SheetNames.squeezed(sheet) == "dataentrytemplate"
    }
}
