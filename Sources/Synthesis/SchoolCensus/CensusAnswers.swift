import Foundation
import Returns

/// What checking spoilt census returns has to find: the content of `answers.json`.
struct CensusAnswers: Codable {
    struct Place: Codable {
        let file: String
        /// The spreadsheet row in CSV (the heading is row 1), the place among its kind in XML.
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
        let value: String
        var xml: Place?
        var csv: Place?
        var flat: Place?
    }

    let schema: String
    let version: Int
    let standard: String
    private(set) var faults: [Fault] = []

    init(standard: String) {
        schema = "sendstat-census-answers"
        version = 1
        self.standard = standard
    }

    /// Enters a fault, and gives its place among the answers.
    mutating func add(_ planted: PlantedCensusFault, xml: Place?, csv: Place?, flat: Place?) {
        let forms = planted.fault.forms
        faults.append(
            Fault(
                rule: planted.fault.rule,
                severity: planted.fault.severity,
                table: planted.spot.table.rawValue,
                value: planted.spot.value,
                xml: forms.contains(.xml) ? xml : nil,
                csv: forms.contains(.csv) ? csv : nil,
                flat: forms.contains(.flat) ? flat : nil
            )
        )
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
}
