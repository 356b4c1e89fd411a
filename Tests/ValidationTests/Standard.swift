import Foundation
import Returns

/// The real standard that the tests of checking read their made-up returns with.
enum Standard {
    static let schema: ResolvedSchema = {
        let root = URL(fileURLWithPath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        return try! SchemaLibrary(directory: root.appendingPathComponent("Schemas")).resolve("sen2@2025")
    }()

    static func read(_ inputs: [ReturnInput]) throws -> ReturnTables {
        try ReturnReader(schema: schema).read(inputs)
    }
}
