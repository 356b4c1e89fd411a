import Foundation
import Returns

/// The files that a version of a standard offers to those who write returns.
struct StandardFiles {
    struct File {
        let name: String
        /// What it is for, as the text of a link.
        let title: String
        let bytes: () throws -> [UInt8]
    }

    let all: [File]

    init(_ schema: ResolvedSchema) {
        let stem = "\(schema.name)-\(schema.version)"
        all =
            [
                File(name: "\(stem).xsd", title: "XML Schema of the message") { Array(XMLSchema(schema).text.utf8) },
                File(name: "\(stem).datapackage.json", title: "Data Package of the CSV files, as JSON") {
                    Array(DataPackage(schema).json())
                },
                File(name: "\(stem).xlsx", title: "Workbook with drop-downs, to fill in by hand") {
                    try Self.bytes { try WorkbookTemplate(schema).write(to: $0) }
                },
            ]
            + CSVTemplates(schema).files.map { file in
                File(name: file.name, title: "Heading of the CSV file \(file.name)") { file.bytes }
            }
    }

    /// What a writer of files wrote.
    private static func bytes(_ write: (URL) throws -> Void) throws -> [UInt8] {
        let file = FileManager.default.temporaryDirectory.appending(
            path: "sendstat-\(ProcessInfo.processInfo.globallyUniqueString)"
        )
        defer { try? FileManager.default.removeItem(at: file) }
        try write(file)
        return Array(try Data(contentsOf: file))
    }
}
