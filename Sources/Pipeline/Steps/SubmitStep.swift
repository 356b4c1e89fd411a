import Foundation
import Returns
import Warehouse

extension PipelineRun.Context {
    /// Hands in every return of a folder laid out as `year/authority/files`.
    ///
    /// The key is made of the authority, the year and the files' names and lengths with their times, so that a second
    /// run hands in nothing twice.
    func submit(_ options: StepOptions) async throws {
        let folder = URL(fileURLWithPath: try options.required("folder"))
        let returns = try Self.returns(in: folder)
        guard !returns.isEmpty else {
            throw PipelineError("There are no returns in \(folder.path). They lie in folders like 2025/301.")
        }
        let name = options["return"] ?? "sen2"
        var repeats = 0
        for (done, entry) in zip(1..., returns) {
            let receipt = try await warehouse.submit(
                files: entry.files.map { SubmittedFile(file: $0) },
                from: try Sender("la:\(entry.localAuthority)"),
                return: "\(name)@\(entry.year)",
                key: "\(name)-\(entry.year)-\(try Self.contentKey(entry.files))"
            )
            repeats += receipt.isRepeat ? 1 : 0
            tell(.progress(label: "handed in", done: done, of: returns.count))
        }
        if repeats > 0 { tell(.note("\(repeats) of them were here already.")) }
    }

    struct ReturnFolder {
        let year: Int
        let localAuthority: String
        let files: [URL]
    }

    /// Returns laid out as `year/authority/…`; of a return in both forms, the XML.
    private static func returns(in folder: URL) throws -> [ReturnFolder] {
        let files = FileManager.default
        func names(_ place: URL) -> [String] { ((try? files.contentsOfDirectory(atPath: place.path)) ?? []).sorted() }
        return try names(folder).compactMap { Int($0) }.flatMap { year in
            let yearFolder = folder.appendingPathComponent(String(year))
            return try names(yearFolder).filter { Int($0) != nil }.map { authority in
                let place = yearFolder.appendingPathComponent(authority)
                let messages = names(place).filter { $0.hasSuffix(".xml") }
                guard messages.isEmpty else {
                    return ReturnFolder(
                        year: year,
                        localAuthority: authority,
                        files: messages.map { place.appendingPathComponent($0) }
                    )
                }
                let set = place.appendingPathComponent("csv")
                let inputs = try ReturnReader.inputs(at: set)
                return ReturnFolder(
                    year: year,
                    localAuthority: authority,
                    files: inputs.map { set.appendingPathComponent($0.name) }
                )
            }
        }
    }

    private static func contentKey(_ files: [URL]) throws -> String {
        try files.map { file in
            let attributes = try FileManager.default.attributesOfItem(atPath: file.path)
            let size = (attributes[.size] as? Int) ?? 0
            let time = ((attributes[.modificationDate] as? Date) ?? .distantPast).timeIntervalSince1970
            return "\(size).\(Int(time * 1_000))"
        }.joined(separator: "-")
    }
}
