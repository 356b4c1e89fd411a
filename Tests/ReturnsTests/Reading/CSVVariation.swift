import Returns

/// A way in which people, spreadsheets and systems write the same CSV set.
enum CSVVariation: String, CaseIterable, Sendable {
    case asExported, isoDates, isoDatesWithTime, spreadsheetDates, spreadsheetDatesWithTime, spreadsheetDatesWithMinutes
    case upperCaseMonths, headingsInUpperCase, headingsAsInXML, codesInLowerCase, blanksAround, noBreakSpaces
    case blanksForNothing, booleansAsDigits, booleansInUpperCase, booleansWithDecimal, numbersWithDecimal
    case linksWithDecimal, byteOrderMark, lineFeeds, noLastLineEnd, blankLines, everyCellQuoted, columnsReversed
    case filesReversed

    func apply(to whole: GeneratedReturn) -> [GeneratedReturn.File] {
        let files = zip(whole.schema.csvOrder(whole.csv), whole.schema.tables).map { file, table in
            GeneratedReturn.File(name: file.name, bytes: rewrite(file.bytes, table, whole.schema))
        }
        return self == .filesReversed ? files.reversed() : files
    }

    private func rewrite(_ bytes: [UInt8], _ table: TableSchema, _ schema: ResolvedSchema) -> [UInt8] {
        var rows = SlowCSV(bytes).records.map { $0.cells.map { String(decoding: $0, as: UTF8.self) } }
        let fields = rows[0].map { name in table.fields.first { $0.csvColumn == name } }
        let links = rows[0].map { $0.hasSuffix("tableid") }
        for row in rows.indices.dropFirst() {
            for column in rows[row].indices {
                rows[row][column] = cell(rows[row][column], fields[column]?.type, isLink: links[column])
            }
        }
        rows[0] = rows[0].enumerated().map { column, name in heading(name, fields[column]) }
        if self == .columnsReversed { rows = rows.map { $0.reversed() } }
        let end = [.lineFeeds, .blankLines].contains(self) ? "\n" : "\r\n"
        let quote = { (cell: String) in
            let isNeeded = self == .everyCellQuoted || cell.contains { ",\"\r\n".contains($0) }
            return isNeeded ? "\"" + cell.replacing("\"", with: "\"\"") + "\"" : cell
        }
        let lines = rows.map { $0.map(quote).joined(separator: ",") }
        var text = lines.joined(separator: self == .blankLines ? "\n\n" : end)
        if self != .noLastLineEnd { text += end }
        return (self == .byteOrderMark ? [0xEF, 0xBB, 0xBF] : []) + [UInt8](text.utf8)
    }

    private func heading(_ name: String, _ field: FieldSchema?) -> String {
        switch self {
        case .headingsInUpperCase: name.uppercased()
        case .headingsAsInXML: field?.xmlElement.lowercased() == name ? field?.xmlElement ?? name : name
        case .blanksAround: " \(name)\t"
        default: name
        }
    }

    private func cell(_ cell: String, _ type: FieldType?, isLink: Bool) -> String {
        if cell.isEmpty { return self == .blanksForNothing ? "  \t" : cell }
        switch self {
        case .blanksAround: return "  \(cell)\t "
        case .noBreakSpaces: return "\u{A0}\(cell)\u{A0}"
        case .linksWithDecimal where isLink: return cell + ".0"
        default: break
        }
        switch type {
        case .date: return date(cell, hasTime: false)
        case .dateTime: return date(cell, hasTime: true)
        case .boolean: return boolean(cell)
        case .integer: return self == .numbersWithDecimal ? cell + ".0" : cell
        case .code: return self == .codesInLowerCase ? cell.lowercased() : cell
        case .identifier(.urn), .identifier(.ukprn), .identifier(.localAuthority), .identifier(.uln):
            return self == .numbersWithDecimal ? cell + ".0" : cell
        case .identifier: return self == .codesInLowerCase ? cell.lowercased() : cell
        case .text, nil: return cell
        }
    }

    private func boolean(_ cell: String) -> String {
        switch self {
        case .booleansAsDigits: cell == "true" ? "1" : "0"
        case .booleansInUpperCase: cell.uppercased()
        case .booleansWithDecimal: cell == "true" ? "1.0" : "0.0"
        default: cell
        }
    }

    /// Takes the export's `2022-Sep-28 00:00:00` apart and writes it anew.
    private func date(_ cell: String, hasTime: Bool) -> String {
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        let halves = cell.split(separator: " ")
        let parts = halves[0].split(separator: "-").map(String.init)
        let number = (months.firstIndex(of: parts[1]) ?? 0) + 1
        let month = number < 10 ? "0\(number)" : "\(number)"
        switch self {
        case .isoDates: return "\(parts[0])-\(month)-\(parts[2])" + (hasTime ? "T\(halves[1])" : "")
        case .isoDatesWithTime: return "\(parts[0])-\(month)-\(parts[2])T\(halves[1])"
        case .spreadsheetDates: return "\(parts[2])/\(month)/\(parts[0])" + (hasTime ? " \(halves[1])" : "")
        case .spreadsheetDatesWithTime: return "\(parts[2])/\(month)/\(parts[0]) \(halves[1])"
        case .spreadsheetDatesWithMinutes: return "\(parts[2])/\(month)/\(parts[0]) \(halves[1].dropLast(3))"
        case .upperCaseMonths: return cell.uppercased()
        default: return cell
        }
    }
}

extension ResolvedSchema {
    /// The files of a set in the order of the tables.
    func csvOrder(_ files: [GeneratedReturn.File]) -> [GeneratedReturn.File] {
        tables.compactMap { table in files.first { $0.name.hasSuffix("_\(table.csvName).csv") } }
    }
}
