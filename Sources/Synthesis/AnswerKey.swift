import Foundation
import Returns

/// What checking a spoilt return has to find: the content of `answers.json`.
struct AnswerKey: Codable {
    struct Place: Codable {
        let file: String
        /// The spreadsheet row in CSV (the heading is row 1), the place among its kind in XML; 0 for no record.
        let row: Int
        let line: Int
        /// The column or element, as the form spells it; empty where the whole record is meant.
        let column: String
    }

    struct Fault: Codable {
        let rule: String
        let severity: String
        /// Our name of the table.
        let table: String
        /// The value as it stands in the file; where records or cells are too few or too many, how many there are.
        fileprivate(set) var value: String
        var xml: Place?
        var csv: Place?
    }

    /// Questions that the clean return raises too: plans whose placement or need is not recorded, as published.
    struct Expected: Codable {
        let rule: String
        let severity: String
        let table: String
        let count: Int
    }

    let schema: String
    let version: Int
    let standard: String
    let localAuthority: Int
    private(set) var faults: [Fault]
    let expected: [Expected]

    init(_ planted: PlantedFaults, authority: Int) {
        schema = "sendstat-answers"
        version = 1
        standard = planted.draft.layout.schema.identifier
        localAuthority = authority
        let tables = planted.draft.layout.schema.tables
        faults = planted.faults.map {
            Fault(
                rule: $0.rule,
                severity: $0.severity,
                table: tables[planted.draft.records[$0.record].table].name,
                value: $0.value
            )
        }
        expected = Self.expected(planted)
    }

    mutating func addXML(_ planted: PlantedFaults, lines: [Int], headerLines: [Int], file: String) {
        let ordinals = Self.ordinals(planted.draft)
        for (index, fault) in planted.faults.enumerated() where fault.kind.isInXML {
            let record = planted.draft.records[fault.record]
            let table = planted.draft.layout.schema.tables[record.table]
            var line = lines[fault.record]
            var row = ordinals[fault.record]
            var column = fault.slot.map { table.fields[$0].xmlElement } ?? ""
            if let slot = fault.slot, fault.value != "" {
                let before = (0..<slot).count { planted.draft.cells[record.firstCell + $0] != .blank }
                line = fault.record == 0 ? headerLines[slot] : line + 1 + before
            }
            if case .foreignElement = fault.kind.deed {
                (row, line, column) = (0, line + 1, fault.value)
            }
            faults[index].xml = Place(file: file, row: row, line: line, column: column)
        }
    }

    mutating func addCSV(_ planted: PlantedFaults, writer: CSVReturnWriter, files: [String]) {
        for (index, fault) in planted.faults.enumerated() where fault.kind.isInCSV {
            let number = planted.draft.records[fault.record].table
            let table = planted.draft.layout.schema.tables[number]
            var row = writer.row(of: fault.record)
            var column = fault.slot.map { table.fields[$0].csvColumn } ?? ""
            var line = row
            switch fault.kind.deed {
            case .foreignColumn: (row, line, column) = (0, 1, fault.value)
            case .loseParent: column = table.parent.map { planted.draft.layout.schema.tables[$0].csvKeyColumn } ?? ""
            case .repeatKey:
                column = table.csvKeyColumn
                faults[index].value = String(writer.key(of: fault.record))
            case .addCell: faults[index].value = "\(table.fields.count + 6) values"
            default: break
            }
            faults[index].csv = Place(file: files[number], row: row, line: line, column: column)
        }
    }

    func write(to file: URL) throws(SynthesisError) {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        do {
            try encoder.encode(self).write(to: file)
        } catch {
            throw SynthesisError(sentence: "answers.json cannot be written. Check that the disk has room.")
        }
    }

    /// For each record, its place among those of its table; the first is 1.
    private static func ordinals(_ draft: ReturnDraft) -> [Int] {
        var counts = [Int](repeating: 0, count: draft.layout.schema.tables.count)
        return draft.records.map {
            counts[$0.table] += 1
            return counts[$0.table]
        }
    }

    private static func expected(_ planted: PlantedFaults) -> [Expected] {
        let draft = planted.draft
        let plan = draft.layout.tables[ReturnPart.activePlan.rawValue]
        let plans = draft.records.count { $0.table == plan }
        return [ReturnPart.placement, .need].compactMap { part in
            let table = draft.layout.tables[part.rawValue]
            let parents = Set(draft.records.lazy.filter { $0.table == table }.map(\.parent)).count
            guard plans > parents else { return nil }
            return Expected(
                rule: "too-few-records",
                severity: "query",
                table: draft.layout.schema.tables[plan].name,
                count: plans - parents
            )
        }
    }
}
