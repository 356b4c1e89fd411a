import Foundation
import Returns
import Synthesis

/// A synthetic return in both its forms.
struct GeneratedReturn: Sendable, CustomStringConvertible {
    struct File: Sendable {
        let name: String
        var bytes: [UInt8]

        var input: ReturnInput { ReturnInput(name: name, bytes: bytes) }
    }

    let schema: ResolvedSchema
    let localAuthority: Int
    var xml: File
    var csv: [File]

    var description: String { "\(schema.identifier) of \(localAuthority)" }

    /// Returns of three authorities for both years, made once.
    static let all = Task { try await make(years: [2024, 2025], localAuthorities: [301, 420, 886], scale: 0.03) }

    static func one(_ year: Int) async throws -> GeneratedReturn {
        let found = try await all.value.first { $0.schema.collection.year == year && $0.localAuthority == 301 }
        guard let found else { throw CocoaError(.fileNoSuchFile) }
        return found
    }

    private static func make(years: [Int], localAuthorities: [Int], scale: Double) async throws -> [GeneratedReturn] {
        let folder = try Repository.temporaryFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let library = SchemaLibrary(directory: Repository.schemas)
        let recipe = NationRecipe(
            years: years,
            scale: scale,
            seed: 11,
            localAuthorities: localAuthorities,
            forms: .both
        )
        let reference = Repository.schemas.appendingPathComponent("reference")
        let nation = try SyntheticNation(recipe: recipe, library: library, reference: reference)
        _ = try await nation.write(to: folder, concurrency: 1)
        return try years.flatMap { year in
            try localAuthorities.map { authority in
                let files = try files(in: folder.appendingPathComponent("\(year)/\(authority)"))
                guard let xml = files.first(where: { $0.name.hasSuffix(".xml") }) else {
                    throw CocoaError(.fileNoSuchFile)
                }
                return GeneratedReturn(
                    schema: try library.resolve("sen2@\(year)"),
                    localAuthority: authority,
                    xml: xml,
                    csv: files.filter { $0.name.hasSuffix(".csv") }
                )
            }
        }
    }

    private static func files(in folder: URL) throws -> [File] {
        var files: [File] = []
        let all = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
        while let file = all?.nextObject() as? URL {
            guard ["xml", "csv"].contains(file.pathExtension), !file.path.contains("answer") else { continue }
            files.append(File(name: file.lastPathComponent, bytes: [UInt8](try Data(contentsOf: file))))
        }
        return files.sorted { $0.name < $1.name }
    }
}

extension GeneratedReturn {
    func readXML(limits: ReadingLimits = ReadingLimits()) throws -> ReturnTables {
        try ReturnReader(schema: schema, limits: limits).read([xml.input])
    }

    func readCSV(limits: ReadingLimits = ReadingLimits()) throws -> ReturnTables {
        try ReturnReader(schema: schema, limits: limits).read(csv.map(\.input))
    }
}
