public import Foundation

import Crypto
import Returns

/// Facts from outside that returns are checked against.
public struct ReferenceData: Sendable {
    /// The register of schools and colleges.
    public let establishments: EstablishmentRegister
    /// Which establishment followed which; without links when the folder has no file of them.
    public let links: EstablishmentLinks
    /// SHA-256 over the files, in lower-case hexadecimal.
    public let hash: String
    /// What the user should know of how the files were read.
    public let notes: [ReferenceNote]

    /// Reads the files of a directory.
    ///
    /// The register is `establishments.csv` in our own form, or an extract of Get Information about Schools known by
    /// its name (`edubasealldata20250401.csv`) or its headings, of several the one with the latest day in its name; the
    /// links are `links_edubasealldata20250401.csv`.
    ///
    /// - Parameters:
    ///   - directory: Where the files are.
    ///   - standards: The folder `Schemas`, whose table of types gives each establishment its place in the placement
    ///     tree; without it no establishment has a category, and rules that read it say nothing.
    /// - Throws: `ReferenceError` naming the file and the line that could not be read.
    public init(directory: URL, standards: URL? = nil) throws(ReferenceError) {
        let folder = try ReferenceFolder(directory)
        var files: [(name: String, bytes: [UInt8])] = []
        func read(_ url: URL) throws(ReferenceError) -> [UInt8] {
            files.append((url.lastPathComponent, try Self.bytes(of: url)))
            return files[files.count - 1].bytes
        }
        let register = folder.register
        let typeTable = standards?.appendingPathComponent("reference/establishment_type.csv")
        var types = EstablishmentTypes.none
        if let typeTable {
            types = try EstablishmentTypes(
                name: typeTable.lastPathComponent,
                bytes: try read(typeTable),
                on: register.day
            )
        }
        var reader = try RegisterReader(
            register.kind == .own ? .own : .extract,
            name: register.name,
            bytes: try read(register.url),
            types: types
        )
        establishments = try reader.register()
        if let entry = folder.links {
            links = try EstablishmentLinks(name: entry.name, bytes: try read(entry.url))
        } else {
            links = .none
        }
        notes = folder.notes + reader.notes
        hash = Self.hash(files)
    }

    /// Whether a directory holds a register in one of the forms that `init` reads.
    ///
    /// - Parameter directory: The directory.
    /// - Returns: Whether there is one; its contents may still not be readable.
    public static func isRegister(in directory: URL) -> Bool { (try? ReferenceFolder(directory)) != nil }

    private static func bytes(of file: URL) throws(ReferenceError) -> [UInt8] {
        do {
            return try [UInt8](Data(contentsOf: file))
        } catch {
            let sentence = "The file could not be opened. Check the directory and that you may read it."
            throw ReferenceError(code: .unreadable, file: file.lastPathComponent, line: 0, sentence: sentence)
        }
    }

    /// Each file's own hash is hashed in turn, so that bytes cannot move from one file to the next unseen.
    private static func hash(_ files: [(name: String, bytes: [UInt8])]) -> String {
        var all = SHA256()
        for file in files { all.update(data: Array(SHA256.hash(data: file.bytes))) }
        return all.finalize().map { $0 < 16 ? "0" + String($0, radix: 16) : String($0, radix: 16) }.joined()
    }
}
