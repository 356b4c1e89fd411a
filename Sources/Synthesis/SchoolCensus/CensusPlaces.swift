import Returns

/// Where the cells of one school's return stand in each form.
struct CensusPlaces {
    private let draft: CensusDraft
    /// For each pupil, the row of the first of its needs.
    private let firstNeeds: [Int]
    private let exported: [Int]?
    private let flatRows: Int?
    /// The message's file, with the lines of its records and cells by table.
    var message: (file: String, records: [[Int]], cells: [[Int]])?

    init(_ draft: CensusDraft, _ pupils: [CensusPupil], exported: [Int]?, flatRows: Int?) {
        self.draft = draft
        self.exported = exported
        self.flatRows = flatRows
        var next = 0
        firstNeeds = pupils.map { pupil in
            defer { next += pupil.needs.count }
            return next
        }
    }

    func xml(_ fault: PlantedCensusFault) -> CensusAnswers.Place? {
        guard let message else { return nil }
        let (table, row, field) = cell(fault)
        var line = message.records[table][row]
        if let field {
            let own = message.cells[table][row * draft.tables[table].width + field]
            if own > 0 { line = own }
        }
        let column = field.map { draft.layout.schema.tables[table].fields[$0].xmlElement } ?? ""
        return CensusAnswers.Place(file: message.file, row: row + 1, line: line, column: column)
    }

    func csv(_ fault: PlantedCensusFault, file: (Int) -> String) -> CensusAnswers.Place? {
        guard let exported else { return nil }
        let (table, row, field) = cell(fault)
        let number = exported[table] + row + 2
        let column = field.map { draft.layout.schema.tables[table].fields[$0].csvColumn } ?? ""
        return CensusAnswers.Place(file: file(table), row: number, line: number, column: column)
    }

    func flat(_ fault: PlantedCensusFault, file: String) -> CensusAnswers.Place? {
        guard let flatRows else { return nil }
        let (table, _, field) = cell(fault)
        var column = ""
        if let field, case .columns(let places) = draft.layout.schema.tables[table].fields[field].flat {
            column = places[min(fault.spot.need, places.count - 1)][0]
        }
        let number = flatRows + fault.pupil + 2
        return CensusAnswers.Place(file: file, row: number, line: number, column: column)
    }

    private func cell(_ fault: PlantedCensusFault) -> (table: Int, row: Int, field: Int?) {
        let table = draft.layout.index(fault.spot.table)
        let row = fault.spot.table == .need ? firstNeeds[fault.pupil] + fault.spot.need : fault.pupil
        return (table, row, fault.spot.item.map { draft.layout.slots[$0.place].field })
    }
}
