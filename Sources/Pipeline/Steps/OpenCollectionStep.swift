import Foundation
import Returns
import Warehouse

extension PipelineRun.Context {
    /// Opens the collections of the years that a folder laid out as `year/authority/files` holds.
    ///
    /// One that is there already is used as it is.
    func openCollection(_ options: StepOptions) async throws {
        let folder = try options.required("folder")
        let name = options["return"] ?? "sen2"
        guard let signOff = ReturnCollection.SignOff(rawValue: options["sign-off"] ?? "two_people") else {
            throw PipelineError("The step open-collection knows sign-off: two_people or none.")
        }
        let library = SchemaLibrary(directory: schemas)
        let years = ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).compactMap { Int($0) }
        for year in years.sorted() where try await warehouse.collection(return: name, year: year) == nil {
            let version = try library.resolve("\(name)@\(year)").collection
            let opening = try CollectionOpening(
                "\(name)@\(year)",
                dueOn: version.deadline ?? version.censusDate,
                signOff: signOff
            )
            try await warehouse.openCollection(opening, by: Officer(commandLine: "pipeline"))
            tell(.note("Opened the collection \(name) \(year)."))
        }
    }
}
