import Foundation
import Returns

/// The real standard that the tests of checking read their made-up returns with.
enum Standard {
    static let schemas = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("Schemas")

    static let schema: ResolvedSchema = try! SchemaLibrary(directory: schemas).resolve("sen2@2025")

    static func read(_ inputs: [ReturnInput]) throws -> ReturnTables {
        try ReturnReader(schema: schema).read(inputs)
    }
}
