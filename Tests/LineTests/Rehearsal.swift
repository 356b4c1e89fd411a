import Foundation
import Returns
import Support
import Warehouse

/// Collections that nobody signs, as the tests of the line need them.
enum Rehearsal {
    /// Opens those of SEN2 for two years; doing it again changes nothing.
    static func open(in warehouse: Warehouse) async throws {
        let library = SchemaLibrary(directory: Repository.root.appending(path: "Schemas"))
        for version in ["sen2@2024", "sen2@2025"] {
            let day = try library.resolve(version).collection.censusDate
            let opening = try CollectionOpening(version, dueOn: day, signOff: .nobody)
            try await warehouse.openCollection(opening, by: Officer(commandLine: "Olga Opener"))
        }
    }
}
