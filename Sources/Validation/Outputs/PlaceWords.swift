/// Says where a cell stands, as a person would look for it.
enum PlaceWords {
    /// `person.csv, row 3, column sex`; what is not known is left out.
    static func full(_ finding: Finding) -> String {
        var parts = finding.file.isEmpty ? [] : [finding.file]
        if finding.row > 0 { parts.append("row \(finding.row)") }
        if finding.line > 0, finding.line != finding.row { parts.append("line \(finding.line)") }
        if !finding.column.isEmpty { parts.append(column(finding.column)) }
        return parts.joined(separator: ", ")
    }

    /// `person.csv:3` as editors and terminals lead to it, with the row where values with line breaks stand before it.
    static func short(_ finding: Finding) -> String {
        let file = VisibleText.plain(finding.file)
        guard finding.line > 0 else { return file }
        // A record of XML has no row that a spreadsheet would show.
        let hasRows = !finding.file.lowercased().hasSuffix(".xml")
        let row = hasRows && finding.row > 0 && finding.row != finding.line ? " (row \(finding.row))" : ""
        return "\(file):\(finding.line)\(row)"
    }

    /// `row 14, column start_date`, with the file before it where it is another one.
    static func related(_ place: Finding.Place, of finding: Finding) -> String {
        var parts = place.file == finding.file ? [] : [place.file]
        if place.row > 0 { parts.append("row \(place.row)") }
        if place.line > 0, place.line != place.row { parts.append("line \(place.line)") }
        if !place.column.isEmpty { parts.append(column(place.column)) }
        return parts.joined(separator: ", ")
    }

    /// All other cells that were read: `and row 14, column start_date`; empty when there are none.
    static func allRelated(_ finding: Finding) -> String {
        guard !finding.related.isEmpty else { return "" }
        return "and " + finding.related.map { related($0, of: finding) }.joined(separator: "; ")
    }

    /// The files that findings stand in, the first three by name.
    static func files(_ findings: some Sequence<Finding>) -> String {
        var names: [String] = []
        for finding in findings where !finding.file.isEmpty && !names.contains(finding.file) {
            names.append(finding.file)
        }
        let more = names.count > 3 ? [Amount.of(names.count - 3, "more file")] : []
        return (names.prefix(3) + more).joined(separator: ", ")
    }

    /// Last year's value where a rule compares with it, and what Excel did, each as a sentence.
    static func remarks(_ finding: Finding) -> [String] {
        let previous = finding.previous.map { "Last year: \($0)" }
        let damage = ExcelDamage.of(finding).map { "\($0.happened) \($0.remedy)" }
        return [previous, damage].compactMap(\.self)
    }

    private static func column(_ name: String) -> String {
        name.contains(" + ") ? "columns \(name)" : "column \(name)"
    }
}
