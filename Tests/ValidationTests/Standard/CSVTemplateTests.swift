import Foundation
import Returns
import Testing
import Validation

@Suite("The CSV templates of a standard")
struct CSVTemplateTests {
    private struct Package: Decodable {
        struct Resource: Decodable {
            struct Schema: Decodable {
                struct Field: Decodable {
                    let name: String
                }

                let fields: [Field]
            }

            let name: String
            let schema: Schema
        }

        let resources: [Resource]
    }

    @Test("Their headings are the columns of the Data Package, in its order, in every version")
    func headings() throws {
        let library = SchemaLibrary(directory: Standard.schemas)
        for version in try library.versions() {
            let schema = try library.resolve(version)
            let package = try JSONDecoder().decode(Package.self, from: DataPackage(schema).json())
            let files = CSVTemplates(schema).files
            #expect(files.count == package.resources.count)
            for (file, resource) in zip(files, package.resources) {
                let columns = resource.schema.fields.map(\.name).joined(separator: ",")
                #expect(file.name.hasSuffix("_\(resource.name).csv"))
                #expect(String(decoding: file.bytes, as: UTF8.self) == columns + "\r\n", "\(version)")
            }
        }
    }

    @Test("An empty set is read without a word about its columns")
    func readable() throws {
        let library = SchemaLibrary(directory: Standard.schemas)
        for version in try library.versions() {
            let schema = try library.resolve(version)
            let inputs = CSVTemplates(schema).files.map { ReturnInput(name: $0.name, bytes: $0.bytes) }
            let tables = try ReturnReader(schema: schema).read(inputs)
            #expect(tables.problems == [] && tables.notes == [], "\(version)")
        }
    }
}
