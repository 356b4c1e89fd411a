import Foundation
import Returns
import Testing

/// All but the one that adds blank items of the SEN2 return.
private let variationsOfMessages = XMLVariation.allCases.filter { $0 != .blankElements }

@Suite("A school census return is the same in its three forms")
struct CensusFormsTests {
    @Test("The message and the export tables hold the same, and nothing is wrong with either")
    func messageAndExport() async throws {
        let made = try await CensusReturn.small.value
        #expect(made.messages.count == 1)
        let message = try made.read(made.messages)
        let export = try made.read(made.export)
        #expect(message.problems.isEmpty && export.problems.isEmpty)
        #expect(differences(message, export).isEmpty)
        #expect((message.table("sen_need")?.rowCount ?? 0) > 10)
        #expect((message.table("former_pupil")?.rowCount ?? 0) > 0)
    }

    @Test("The flat file holds what it carries of the same, for schools of several kinds")
    func flatAndExport() async throws {
        let made = try await CensusReturn.large.value
        let export = try made.read(made.export)
        let flat = try made.read([made.flat])
        #expect(flat.problems.isEmpty && export.problems.isEmpty)
        #expect(differencesInFlatForm(export, flat).isEmpty)
        #expect(flat.table("header")?.rowCount == made.messages.count)
        #expect(made.messages.count > 5)
        #expect((export.table("approved_provision")?.rowCount ?? 0) > 0)
        #expect(flat.table("approved_provision")?.isInForm == false)
        #expect(flat.table("pupil")?.isInForm == true)
    }

    @Test("All messages together hold the records of the export", arguments: ["pupil", "sen_need", "former_pupil"])
    func allMessages(table: String) async throws {
        let made = try await CensusReturn.large.value
        let counts = try made.messages.map { try made.read([$0]).table(table)?.rowCount ?? 0 }
        #expect(counts.reduce(0, +) == (try made.read(made.export)).table(table)?.rowCount)
    }

    @Test("However systems write the same message, the columns are the same", arguments: variationsOfMessages)
    func variations(variation: XMLVariation) async throws {
        let made = try await CensusReturn.small.value
        var changed = made.messages[0]
        changed.bytes = variation.apply(to: changed.bytes)
        let found = try made.read([changed])
        #expect(found.problems.isEmpty)
        #expect(differences(try made.read(made.messages), found).isEmpty)
    }

    @Test("The year is found in each form")
    func year() async throws {
        let made = try await CensusReturn.small.value
        for files in [made.messages, made.export, [made.flat]] {
            #expect(try ReturnYear.find(in: files.map(\.input)) == 2026)
        }
        let quoted = ReturnInput(
            name: "a.csv",
            bytes: Array("Surname,\"Estab, no\",Estab,Year\r\n\"A, B\",1,2,2025\r\n".utf8)
        )
        #expect(try ReturnYear.find(in: [quoted]) == 2025)
    }
}
