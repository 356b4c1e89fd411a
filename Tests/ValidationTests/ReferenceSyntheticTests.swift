import Foundation
import Returns
import Synthesis
import Testing
import Validation

@Suite("The synthetic register as an extract")
struct ReferenceSyntheticTests {
    @Test("The extract reads as the same establishments as our own form, and its letters come back")
    func sameRegister() async throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        defer { try? FileManager.default.removeItem(at: folder) }
        let nation = try SyntheticNation(
            recipe: NationRecipe(years: [2025], scale: 0.001, seed: 3, localAuthorities: [301]),
            library: SchemaLibrary(directory: Register.standards),
            reference: Register.standards.appendingPathComponent("reference")
        )
        _ = try await nation.write(to: folder, concurrency: 1)
        let extract = folder.appendingPathComponent("extract")
        let file = try nation.writeRegisterExtract(to: extract, day: "20250401")
        #expect(file.name == "edubasealldata20250401.csv")
        let bytes = try Data(contentsOf: extract.appendingPathComponent(file.name))
        #expect(String(data: bytes, encoding: .utf8) == nil)
        #expect(String(data: bytes, encoding: .isoLatin1)?.contains("Chaussée") == true)
        let own = try ReferenceData(
            directory: folder.appendingPathComponent("reference"),
            standards: Register.standards
        )
        let read = try ReferenceData(directory: extract, standards: Register.standards)
        #expect(read.notes.isEmpty && own.notes.isEmpty)
        #expect(read.establishments.count > 1_000 && read.establishments.urns == own.establishments.urns)
        for field: EstablishmentRegister.Field in [.ukprn, .authority, .type, .phase, .openDate, .closeDate, .lowAge] {
            let values = Register.values(field, of: own.establishments)
            #expect(Register.values(field, of: read.establishments) == values, "\(field)")
        }
        for field: EstablishmentRegister.Field in [.highAge, .section41, .senUnit, .resourcedProvision] {
            let values = Register.values(field, of: own.establishments)
            #expect(Register.values(field, of: read.establishments) == values, "\(field)")
        }
        for field: EstablishmentRegister.Field in [.name, .category] {
            let texts = Register.texts(field, of: own.establishments)
            #expect(Register.texts(field, of: read.establishments) == texts, "\(field)")
        }
        #expect(!read.establishments.countsByCategory.contains { $0.category.isEmpty })
    }
}
