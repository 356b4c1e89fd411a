import ArgumentParser
import Foundation
import Validation
import Warehouse

struct ReferenceCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reference",
        abstract: "Read and load reference data: areas, categories, code lists, establishments.",
        discussion: """
            A folder of reference data holds establishments.csv, or the extract of Get Information about Schools as it
            comes (edubasealldata….csv, links_edubasealldata….csv).

            Examples:
              sendstat reference show gias
              sendstat reference convert gias > establishments.csv
              sendstat reference load gias
            """,
        subcommands: [Load.self, Show.self, Convert.self]
    )

    struct Load: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Load the standards' own reference data and a folder's register of establishments."
        )

        @OptionGroup var home: Home

        @Argument(help: "The folder.")
        var folder: String

        func run() async throws {
            let schemas = try Installation.schemas()
            let own = URL(fileURLWithPath: folder)
            let made = try Self.establishments(in: own)
            defer { if let made { try? FileManager.default.removeItem(at: made) } }
            let loaded = try await home.withWarehouse { open in
                try await open.warehouse.loadReference(
                    directories: [
                        schemas.appendingPathComponent("reference"), schemas.appendingPathComponent("codes"), own,
                    ] + [made].compactMap { $0 }
                )
            }
            Talk.say(loaded.isEmpty ? "Nothing was new." : "Loaded: \(loaded.joined(separator: ", "))")
        }

        /// A folder made for the occasion, with the register of an extract in our own form.
        ///
        /// - Returns: Nil when the folder holds no extract, or has the register in our own form already.
        private static func establishments(in folder: URL) throws -> URL? {
            let own = folder.appendingPathComponent("establishments.csv")
            guard !FileManager.default.fileExists(atPath: own.path), ReferenceData.isRegister(in: folder) else {
                return nil
            }
            let data = try Installation.referenceData(in: folder.path)
            let made = FileManager.default.temporaryDirectory.appendingPathComponent("sendstat-\(UUID().uuidString)")
            try FileManager.default.createDirectory(at: made, withIntermediateDirectories: true)
            try Data(data.establishments.csv).write(to: made.appendingPathComponent("establishments.csv"))
            return made
        }
    }

    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Say what a folder's register of establishments holds."
        )

        @Argument(help: "The folder.")
        var folder: String

        func run() throws {
            let data = try Installation.referenceData(in: folder)
            Talk.print("\(data.establishments.count) establishments, \(data.links.count) successions")
            for (category, count) in data.establishments.countsByCategory {
                Talk.print("\(category.isEmpty ? "no category" : category)  \(count)")
            }
            Talk.print("hash \(data.hash)")
        }
    }

    struct Convert: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Write a folder's register of establishments in the form of establishments.csv."
        )

        @Argument(help: "The folder.")
        var folder: String

        func run() throws {
            let data = try Installation.referenceData(in: folder)
            FileHandle.standardOutput.write(Data(data.establishments.csv))
        }
    }
}
