import Returns
import Validation

/// Puts right what findings locate, and nothing else, with the cells of the clean return.
struct Repair {
    let clean: SheetReturn
    let spoilt: SheetReturn
    let kind: CleanReturns.Kind
    private(set) var fixed: SheetReturn
    /// Whether a rule about the whole return spoke, which no cell is to blame for.
    private(set) var isOfReturn = false
    private var surplus: Set<[Int]> = []

    init(_ findings: [Finding], clean: SheetReturn, spoilt: SheetReturn, kind: CleanReturns.Kind) {
        self.clean = clean
        self.spoilt = spoilt
        self.kind = kind
        fixed = spoilt
        for finding in findings { put(finding) }
        for sheet in fixed.sheets.indices {
            fixed.sheets[sheet].rows = fixed.sheets[sheet].rows.enumerated().filter { row, _ in
                !surplus.contains([sheet, row])
            }.map(\.element)
        }
        for finding in findings { fill(finding) }
    }

    private mutating func put(_ finding: Finding) {
        let rule = kind.book.rule(finding.rule)
        if let shape = rule?.shape, [.aggregate, .reconcile, .compare, .plausible].contains(shape) {
            isOfReturn = true
            return
        }
        if rule?.shape == .readAs, let sheet = spoilt.index(of: finding.file) {
            // One finding stands for all cells of its column that were read otherwise.
            for row in spoilt.sheets[sheet].rows.indices { put(finding.file, row + 2, finding.column) }
            return
        }
        put(finding.file, finding.row, finding.column)
        for place in finding.related { put(place.file, place.row, place.column) }
    }

    private mutating func put(_ file: String, _ row: Int, _ columns: String) {
        guard let sheet = spoilt.index(of: file), let source = clean.index(of: file) else { return }
        guard row > 1 else {
            fixed.sheets[sheet].headings = clean.sheets[source].headings
            return
        }
        let place = row - 2
        guard spoilt.sheets[sheet].rows.indices.contains(place) else { return }
        guard let origin = spoilt.sheets[sheet].rows[place].origin else {
            surplus.insert([sheet, place])
            return
        }
        guard !columns.isEmpty else {
            fixed.sheets[sheet].rows[place].cells = clean.sheets[source].rows[origin].cells
            return
        }
        for column in columns.split(separator: " + ").map(String.init) {
            guard let index = spoilt.sheets[sheet].headings.firstIndex(of: column) else { continue }
            fixed.sheets[sheet].rows[place].cells[index] = clean.sheets[source].rows[origin].cells[index]
        }
    }

    /// Brings back records and files that are not there, which a finding can only name: those its rule speaks of.
    private mutating func fill(_ finding: Finding) {
        if finding.rule == "missing-table" {
            for source in clean.sheets where fixed.index(of: source.name) == nil { fixed.sheets.append(source) }
            return
        }
        let counting: Set = ["too-few-records", "too-many-records", "no-records", "header-missing"]
        let rule = kind.book.rule(finding.rule)
        let words = Set(
            (rule.map { "\($0.logic) \($0.when)" } ?? "").split { !$0.isLetter && $0 != "_" }.map(String.init)
        )
        for table in kind.schema.tables {
            let isNamed =
                words.contains(table.name) || words.contains(table.name + "s") || words.contains(table.name + "ies")
            guard isNamed || rule?.shape == .children || counting.contains(finding.rule),
                let sheet = fixed.index(ofTable: table), let source = clean.index(ofTable: table)
            else { continue }
            let present = Set(fixed.sheets[sheet].rows.compactMap(\.origin))
            fixed.sheets[sheet].rows.removeAll { $0.origin == nil }
            let absent = clean.sheets[source].rows.filter { !present.contains($0.origin ?? -1) }
            for record in absent { bring(record, to: clean.sheets[source]) }
        }
    }

    /// Brings a record back with everything below it.
    private mutating func bring(_ record: SheetReturn.Row, to home: SheetReturn.Sheet) {
        guard let sheet = fixed.index(of: home.name) else { return }
        if !fixed.sheets[sheet].rows.contains(where: { $0.origin == record.origin }) {
            fixed.sheets[sheet].rows.append(record)
        }
        for below in clean.sheets {
            guard let link = below.link, below.headings[link] == home.key else { continue }
            for row in below.rows where row.cells[link] == record.cells[0] { bring(row, to: below) }
        }
    }
}
