import ArgumentParser
import Foundation
import Returns
import Validation

struct SchemaExport: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Write a standard in the form that other software reads.",
        discussion: """
            Examples:
              sendstat schema export sen2@2025 > datapackage.json
              sendstat schema export xsd sen2@2025 --output sen2-2025.xsd
              sendstat schema export csv-template sen2@2025 --output templates
              sendstat schema export xlsx-template sen2@2025 --output sen2-2025.xlsx
              sendstat schema export docs --output site
            """
    )

    enum Kind: String, CaseIterable {
        case json, xsd, docs
        case csvTemplate = "csv-template"
        case xlsxTemplate = "xlsx-template"
    }

    @Argument(help: "What to write (json, xsd, csv-template, xlsx-template or docs) and the version, in either order.")
    var words: [String] = []

    @Option(help: "What to write, in place of the word.")
    var format: String?

    @Option(name: .shortAndLong, help: "The file to write, or the folder for csv-template and docs.")
    var output: String?

    @Option(help: "For json: a folder with the files of a CSV set, which the descriptor then names.")
    var files: String?

    func run() throws {
        let kind = try self.kind
        let library = try Installation.library()
        if kind == .docs { return try writeSite(library) }
        guard let version else { throw ValidationError("Name a version, such as sen2@2025.") }
        let schema = try library.resolve(version)
        switch kind {
        case .json: try write(try descriptor(schema))
        case .xsd: try write(Data(XMLSchema(schema).text.utf8))
        case .csvTemplate: try writeFolder(CSVTemplates(schema).files.map { ($0.name, $0.bytes) })
        case .xlsxTemplate: try writeWorkbook(schema)
        case .docs: break
        }
    }

    private var version: String? { words.first { $0.contains("@") } }

    private var kind: Kind {
        get throws {
            guard let word = format ?? words.first(where: { !$0.contains("@") }) else { return .json }
            guard let kind = Kind(rawValue: word) else {
                let all = Kind.allCases.map(\.rawValue).joined(separator: ", ")
                throw ValidationError("There is nothing called \(word) to write. There are: \(all).")
            }
            return kind
        }
    }

    private func descriptor(_ schema: ResolvedSchema) throws -> Data {
        var paths: [String: String] = [:]
        if let files {
            let names = try ReturnReader.inputs(at: URL(fileURLWithPath: files)).map(\.name)
            for table in schema.tables {
                paths[table.csvName] = names.first { $0.lowercased().hasSuffix("_\(table.csvName).csv") }
            }
        }
        return DataPackage(schema).json(paths: paths)
    }

    private func writeSite(_ library: SchemaLibrary) throws {
        let versions = try library.versions().filter { version == nil || $0 == version }.map { name in
            let schema = try library.resolve(name)
            return (schema: schema, book: try RuleBook.load(library, schema))
        }
        let files = try StandardSite(versions).files()
        try writeFolder(files.map { ($0.path, $0.bytes) })
    }

    private func writeWorkbook(_ schema: ResolvedSchema) throws {
        guard let output else {
            throw ValidationError("Name the workbook with --output, such as --output template.xlsx.")
        }
        try WorkbookTemplate(schema).write(to: URL(fileURLWithPath: output))
        Talk.say("Wrote \(output).")
    }

    private func write(_ data: Data) throws {
        guard let output else { return Talk.print(String(decoding: data, as: UTF8.self)) }
        try data.write(to: URL(fileURLWithPath: output))
        Talk.say("Wrote \(output).")
    }

    private func writeFolder(_ files: [(String, [UInt8])]) throws {
        guard let output else { throw ValidationError("Name a folder with --output.") }
        let folder = URL(fileURLWithPath: output)
        for (path, bytes) in files {
            let file = folder.appendingPathComponent(path)
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(),
                withIntermediateDirectories: true
            )
            try Data(bytes).write(to: file)
        }
        Talk.say("Wrote \(files.count) files to \(output).")
    }
}
