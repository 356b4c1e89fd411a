import Foundation
import Returns
import Synthesis

/// Synthetic school census returns of one authority in their three forms.
struct CensusReturn: Sendable {
    let schema: ResolvedSchema
    let messages: [GeneratedReturn.File]
    let export: [GeneratedReturn.File]
    var flat: GeneratedReturn.File

    /// One primary school.
    static let small = Task { try make(year: 2026, localAuthority: 301, scale: 0.001) }
    /// Schools of several kinds.
    static let large = Task { try make(year: 2025, localAuthority: 301, scale: 0.2) }

    private static func make(year: Int, localAuthority: Int, scale: Double) throws -> CensusReturn {
        let folder = try Repository.temporaryFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let library = SchemaLibrary(directory: Repository.schemas)
        let recipe = CensusRecipe(
            years: [year],
            scale: scale,
            seed: 5,
            localAuthorities: [localAuthority],
            forms: [.xml, .csv, .flat]
        )
        let reference = Repository.schemas.appendingPathComponent("reference")
        let written = try SyntheticSchools(recipe: recipe, library: library, reference: reference).write(to: folder)
        let place = folder.appendingPathComponent("\(year)/\(localAuthority)")
        let files = try written.flatMap(\.files).map { file in
            GeneratedReturn.File(
                name: (file.name as NSString).lastPathComponent,
                bytes: [UInt8](try Data(contentsOf: place.appendingPathComponent(file.name)))
            )
        }
        guard let flat = files.first(where: { $0.name.hasSuffix("-flat.csv") }) else {
            throw CocoaError(.fileNoSuchFile)
        }
        return CensusReturn(
            schema: try library.resolve("school-census@\(year)"),
            messages: files.filter { $0.name.hasSuffix(".xml") },
            export: files.filter { $0.name.hasPrefix("Blade") },
            flat: flat
        )
    }

    func read(_ files: [GeneratedReturn.File]) throws -> ReturnTables {
        try ReturnReader(schema: schema).read(files.map(\.input))
    }
}

/// What two readings hold differently in what the flat form carries; empty when that is the same.
func differencesInFlatForm(_ whole: ReturnTables, _ flat: ReturnTables) -> [String] {
    zip(whole.tables, flat.tables).flatMap { whole, flat -> [String] in
        let table = whole.schema
        guard table.flat != nil else { return flat.rowCount == 0 ? [] : ["\(table.name): rows"] }
        guard whole.rowCount == flat.rowCount else {
            return ["\(table.name): \(whole.rowCount), \(flat.rowCount) rows"]
        }
        var found = whole.parents == flat.parents ? [] : ["\(table.name): parents"]
        for (place, field) in table.fields.enumerated() {
            let (left, right) = (whole.columns[place], flat.columns[place])
            if field.flat == .absent {
                if right.states.contains(where: { $0 != CellState.unread }) {
                    found.append("\(field.name) is not unread")
                }
            } else if left.states != right.states {
                found.append("\(table.name).\(field.name): states")
            } else if left.values != right.values || texts(left) != texts(right) {
                found.append("\(table.name).\(field.name): values")
            }
        }
        return found
    }
}

private func texts(_ column: Column) -> [String] {
    column.values.isEmpty ? column.states.indices.map { column.text.string($0) } : []
}
