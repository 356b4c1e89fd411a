public import Foundation

import Crypto

/// Facts from outside that returns are checked against.
public struct ReferenceData: Sendable {
    /// The register of schools and colleges.
    public let establishments: EstablishmentRegister
    /// SHA-256 of the files, in lower-case hexadecimal.
    public let hash: String

    /// Reads the files of a directory.
    ///
    /// - Parameter directory: Where `establishments.csv` is.
    /// - Throws: `ReferenceError` naming the file and the line that could not be read.
    public init(directory: URL) throws(ReferenceError) {
        let name = "establishments.csv"
        let bytes: [UInt8]
        do {
            bytes = try [UInt8](Data(contentsOf: directory.appendingPathComponent(name)))
        } catch {
            let sentence = "The file could not be opened. Check the directory and that you may read it."
            throw ReferenceError(code: .unreadable, file: name, line: 0, sentence: sentence)
        }
        try self.init(establishments: bytes, name: name)
    }

    private init(establishments bytes: [UInt8], name: String) throws(ReferenceError) {
        let file = try ReferenceFile(name: name, bytes: bytes, headings: EstablishmentRow.headings)
        var rows: [EstablishmentRow] = []
        var known: Set<Int32> = []
        for row in file.rows {
            let establishment = try EstablishmentRow(row)
            guard known.insert(establishment.urn).inserted else {
                let sentence = "The URN stands in an earlier row too. Keep one of them."
                throw ReferenceError(code: .repeatedKey, file: name, line: row.line, sentence: sentence)
            }
            rows.append(establishment)
        }
        establishments = EstablishmentRegister(rows)
        hash = SHA256.hash(data: bytes).map { $0 < 16 ? "0" + String($0, radix: 16) : String($0, radix: 16) }.joined()
    }
}

/// Reference data that could not be read: where, and how to mend it.
public struct ReferenceError: Error, Sendable, Hashable, CustomStringConvertible {
    public enum Code: String, Sendable {
        case unreadable, empty
        case missingColumn = "missing-column"
        case raggedRow = "ragged-row"
        case unreadableCell = "unreadable-cell"
        case repeatedKey = "repeated-key"
    }

    public let code: Code
    public let file: String
    /// The line, from 1; 0 when the whole file is meant.
    public let line: Int
    public let sentence: String

    public var description: String {
        line > 0 ? "\(file), line \(line): \(sentence)" : "\(file): \(sentence)"
    }
}
