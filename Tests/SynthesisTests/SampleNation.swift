import Foundation
import Returns
import Support
import Synthesis

/// A small nation in a folder of its own, which goes with it.
final class SampleNation: Sendable {
    let folder: URL
    let summary: NationSummary

    static let schemas = Repository.root.appending(path: "Schemas")
    static let library = SchemaLibrary(directory: schemas)

    init(_ recipe: NationRecipe, concurrency: Int = 2) async throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "nation-\(UUID().uuidString)")
        summary = try await Self.nation(recipe).write(to: folder, concurrency: concurrency)
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    static func nation(_ recipe: NationRecipe) throws -> SyntheticNation {
        try SyntheticNation(recipe: recipe, library: library, reference: schemas.appending(path: "reference"))
    }

    func read(_ year: Int, _ authority: Int, _ form: SourceFile.Form = .xml) throws -> ReturnTables {
        let place = folder.appending(path: "\(year)/\(authority)")
        let path = place.appending(path: form == .csv ? "csv" : "sen2-\(year)-\(authority).xml")
        let schema = try Self.library.resolve("sen2@\(year)")
        return try ReturnReader(schema: schema).read(ReturnReader.inputs(at: path))
    }

    /// Every file's place in the folder and its bytes.
    func contents(below path: String = "") throws -> [String: Data] {
        let start = folder.appending(path: path)
        var contents: [String: Data] = [:]
        for name in try FileManager.default.subpathsOfDirectory(atPath: start.path) {
            let file = start.appending(path: name)
            guard !file.hasDirectoryPath, let data = try? Data(contentsOf: file) else { continue }
            contents[name] = data
        }
        return contents
    }
}

extension ReturnTable {
    /// The cells of a column as text.
    func strings(_ field: String) -> [String] {
        guard let column = column(field) else { return [] }
        return (0..<rowCount).map(column.text.string)
    }
}
