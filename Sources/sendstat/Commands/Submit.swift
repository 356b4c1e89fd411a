import ArgumentParser
import Foundation
import Returns
import Warehouse

struct Submit: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Hand in a return: the receipt is given only when its bytes are durable."
    )

    @OptionGroup var home: Home

    @Argument(help: "The XML file, the files of a CSV set, a zip, a workbook, or a folder that holds one return.")
    var files: [String]

    @Option(help: "Who sends it, such as la:301 or school:100001.")
    var from: String

    @Option(help: "Name of the officer who prepared it; another one signs it.")
    var by: String?

    @Option(name: .customLong("return"), help: "The return and, where known, its version.")
    var returnName = "sen2"

    @Option(help: "Your own key for this return: sending it again gives the same receipt.")
    var key: String?

    @Option(help: "text or json.")
    var format = OutputFormat.json

    func run() async throws {
        let sender = try Sender(from)
        try Self.requireKnown(returnName)
        let paths = try files.flatMap { path in try Self.paths(at: path) }
        let (receipt, needsPreparer) = try await home.withWarehouse { open in
            let receipt = try await open.warehouse.submit(
                files: paths.map { SubmittedFile(file: $0) },
                from: sender,
                return: returnName,
                key: key,
                by: by.map { Officer(commandLine: $0) }
            )
            let isSigned = by == nil ? try await Self.isSigned(returnName, open.warehouse) : false
            return (receipt, isSigned)
        }
        if needsPreparer {
            Talk.say(
                "Nobody is named as the one who prepared it: it is checked, and cannot be signed. Name them with --by."
            )
        }
        switch format {
        case .text: Talk.print("Received as submission \(receipt.id). Follow it with: sendstat status \(receipt.id)")
        default: Talk.print(try JSONResult.encode(ReceiptResult(receipt)))
        }
    }

    /// Whether a return needs two people in a collection that is open.
    private static func isSigned(_ name: String, _ warehouse: Warehouse) async throws -> Bool {
        let standard = StandardName(name)
        return try await warehouse.collections().contains {
            $0.isOpen && $0.signOff == .twoPeople && $0.returnName == standard.returnName
                && (standard.year == nil || standard.year == $0.year)
        }
    }

    /// Refuses a return that could never be checked, before anything is kept.
    private static func requireKnown(_ name: String) throws {
        let library = try Installation.library()
        let versions = try library.versions()
        guard name.contains("@") ? versions.contains(name) : versions.contains(where: { $0.hasPrefix("\(name)@") })
        else {
            throw ValidationError("There is no return \(name). There are: \(versions.joined(separator: ", ")).")
        }
    }

    /// The files of a folder, or the file itself.
    static func paths(at path: String) throws -> [URL] {
        let place = URL(fileURLWithPath: path)
        let names = try ReturnReader.inputs(at: place).map(\.name)
        guard names != [place.lastPathComponent] else { return [place] }
        return names.map { place.appendingPathComponent($0) }
    }
}

private struct ReceiptResult: Encodable {
    struct File: Encodable {
        let name: String
        let sha256: String
        let bytes: Int
    }

    let schema = "sendstat-receipt"
    let version = 1
    let id: Int
    let sha256: String
    let bytes: Int
    let files: [File]
    let isRepeat: Bool

    init(_ receipt: Receipt) {
        id = receipt.id
        files = receipt.files.map { File(name: $0.name, sha256: $0.sha256, bytes: $0.byteCount) }
        sha256 = receipt.sha256
        bytes = receipt.bytes
        isRepeat = receipt.isRepeat
    }
}

/// Results as JSON, with keys in a fixed order.
enum JSONResult {
    /// Encodes a result.
    ///
    /// - Parameter value: The result.
    /// - Returns: The text.
    /// - Throws: An encoding error.
    static func encode(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }
}
