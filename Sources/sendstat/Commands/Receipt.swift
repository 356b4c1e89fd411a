import ArgumentParser
import Foundation
import Warehouse

struct ReceiptCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "receipt",
        abstract: "Show and verify the receipts of signed returns.",
        discussion: """
            Examples:
              sendstat receipt show 12 > receipt.json
              sendstat receipt verify receipt.json --file return.xml   needs no database, no network
            """,
        subcommands: [Key.self, Show.self, Verify.self]
    )

    struct Key: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Print the public key of the receipts, to be published."
        )

        @OptionGroup var home: Home

        func run() async throws {
            let key = try KeyFile.receipts(from: home.folder).publicKey
            Talk.print(key.text)
            Talk.say("Receipts name it \(key.id).")
        }
    }

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Print the receipt of a signed return.")

        @OptionGroup var home: Home

        @Argument(help: "Number of the submission.")
        var id: Int

        func run() async throws {
            let text = try await home.withWarehouse { try await $0.warehouse.signedReceipt(of: id) }
            Talk.print(String(text.dropLast()))
        }
    }

    struct Verify: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Say whether a receipt is unchanged and is of the files at hand; ends with 1 when it is not."
        )

        @OptionGroup var home: Home

        @Argument(help: "The receipt.")
        var receipt: String

        @Option(name: .customLong("file"), help: "A file of the return; give them all.")
        var files: [String] = []

        @Option(
            help: """
                The published key; without it that of --home, if there is one, otherwise the receipt's own, which proves \
                only that nothing was changed.
                """
        )
        var key: String?

        func run() throws {
            let published = try key.map(Self.publicKey) ?? KeyFile.knownReceipts(in: home.folder)?.publicKey
            guard let data = FileManager.default.contents(atPath: receipt) else {
                throw WarehouseError.fileUnreadable(name: receipt)
            }
            let described = try files.map { try SubmittedFile(file: URL(fileURLWithPath: $0)).described() }
            let hashes = Dictionary(described.map { ($0.name, $0.sha256) }) { first, _ in first }
            let text = String(decoding: data, as: UTF8.self)
            switch ReceiptVerification(text: text, files: hashes, key: published) {
            case .bad(let faults):
                for fault in faults { Talk.print(fault) }
                throw Failure.findings
            case .good(let receipt): Self.say(receipt, isTrusted: published != nil)
            }
        }

        private static func publicKey(_ text: String) throws -> ReceiptPublicKey {
            guard let key = ReceiptPublicKey(text) else {
                throw ValidationError("This is not a public key. Copy what `sendstat receipt key` prints.")
            }
            return key
        }

        private static func say(_ receipt: SignedReceipt, isTrusted: Bool) {
            let content = receipt.content
            Talk.print("\(content.reference): unchanged since \(content.approver) signed it, \(content.signed.london).")
            guard !isTrusted else { return }
            Talk.say(
                "It is signed with key \(receipt.signature.key). Compare that with the published one, or give --key."
            )
        }
    }
}
