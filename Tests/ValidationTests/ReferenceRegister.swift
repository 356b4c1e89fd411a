import Foundation
import RuleLanguage
import Support
import Validation

/// A register as tests make and look at it.
enum Register {
    /// The folder of the standards, whose tables say what the types of establishment are.
    static let standards = Repository.root.appendingPathComponent("Schemas")

    /// Reads reference data from files made for the occasion.
    static func read(_ files: [String: Data], standards: URL? = nil) throws -> ReferenceData {
        let directory = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: directory) }
        for (name, data) in files { try data.write(to: directory.appendingPathComponent(name)) }
        return try ReferenceData(directory: directory, standards: standards)
    }

    /// A column's values; nil where there is none.
    static func values(_ field: EstablishmentRegister.Field, of register: EstablishmentRegister) -> [Int32?] {
        let column = register.column(field)
        return column.states.indices.map { column.states[$0] == 1 ? column.values[$0] : nil }
    }

    /// A column's texts; nil where there is none.
    static func texts(_ field: EstablishmentRegister.Field, of register: EstablishmentRegister) -> [String?] {
        let column = register.column(field)
        return column.states.indices.map { row in
            guard column.states[row] == 1 else { return nil }
            let place = column.offset + row * column.stride
            let bytes = column.bytes[Int(column.spans[place])..<Int(column.spans[place + 1])]
            return String(decoding: bytes, as: UTF8.self)
        }
    }

    /// An extract of the register in the layout of Get Information about Schools.
    ///
    /// - Parameters:
    ///   - rows: Cells by heading; others are blank.
    ///   - headings: The columns, in their order.
    /// - Returns: Windows-1252 with every cell in quotes.
    /// - Throws: An error for text that has no such bytes.
    static func extract(_ rows: [[String: String]], headings: [String] = headings) throws -> Data {
        let records = [headings] + rows.map { row in headings.map { row[$0] ?? "" } }
        let text = records.map { cells in
            cells.map { "\"" + $0.replacing("\"", with: "\"\"") + "\"" }.joined(separator: ",") + "\r\n"
        }.joined()
        guard let data = text.data(using: .windowsCP1252) else {
            throw CocoaError(.fileWriteInapplicableStringEncoding)
        }
        return data
    }

    /// The columns of the daily extract that are read, among others that are not.
    static let headings = [
        "URN", "LA (code)", "LA (name)", "EstablishmentNumber", "EstablishmentName", "TypeOfEstablishment (code)",
        "TypeOfEstablishment (name)", "EstablishmentTypeGroup (code)", "EstablishmentTypeGroup (name)",
        "EstablishmentStatus (code)", "EstablishmentStatus (name)", "OpenDate", "CloseDate",
        "PhaseOfEducation (code)", "PhaseOfEducation (name)", "StatutoryLowAge", "StatutoryHighAge",
        "Boarders (code)", "Boarders (name)", "SchoolCapacity", "CensusDate", "NumberOfPupils", "UKPRN",
        "HeadFirstName", "Section41Approved (name)", "SEN1 (name)", "TypeOfResourcedProvision (name)",
        "ResourcedProvisionOnRoll", "ResourcedProvisionCapacity", "SenUnitOnRoll", "SenUnitCapacity", "GOR (name)",
    ]
}
