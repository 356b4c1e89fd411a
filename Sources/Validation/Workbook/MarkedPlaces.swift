/// Where in the workbook a cell stands that a finding names by its place in the files.
struct MarkedPlaces {
    let sheets: [MarkedSheet]

    /// `cell D5` or `person, cell D5`; the place in the files where no sheet shows it.
    func words(_ place: Finding.Place, of finding: Finding, in sheet: MarkedSheet) -> String {
        guard let (target, row) = find(place) else { return PlaceWords.related(place, of: finding) }
        let columns = target.columns(named: place.column)
        let names = columns.map { CellAddress(sheet: target.name, row: row + 1, column: $0).name }
        let cells = names.isEmpty ? "row \(row + 2)" : "cell \(names.joined(separator: " and "))"
        return target.name == sheet.name ? cells : "\(target.name), \(cells)"
    }

    /// The record that holds the place; in XML, where all tables share a file, the innermost that starts before it.
    private func find(_ place: Finding.Place) -> (sheet: MarkedSheet, row: Int)? {
        let found = sheets.compactMap { sheet -> (sheet: MarkedSheet, row: Int)? in
            guard sheet.label == place.file, let row = sheet.row(numbered: place.row) else { return nil }
            guard place.column.isEmpty || !sheet.columns(named: place.column).isEmpty else { return nil }
            return sheet.form == .message && Int(sheet.lines[row]) > place.line ? nil : (sheet, row)
        }
        return found.max { $0.sheet.lines[$0.row] < $1.sheet.lines[$1.row] }
    }
}
