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
        all = [
            File(name: "\(stem).xsd", title: "XML Schema of the message") { Array(XMLSchema(schema).text.utf8) },
            File(name: "\(stem).datapackage.json", title: "Data Package of the CSV files, as JSON") {
                Array(DataPackage(schema).json())
            },
        ]
    }
}
