import Foundation
import Returns
import Validation

/// Where the standards and pipeline files of this installation are.
enum Installation {
    /// The folder `Schemas`.
    ///
    /// - Returns: `SENDSTAT_SCHEMAS` when it is set, otherwise the nearest such folder above the program or, after
    ///   that, above the working folder.
    /// - Throws: `InstallationError` when there is none.
    static func schemas() throws -> URL {
        try folder("Schemas", holding: "returns", variable: "SENDSTAT_SCHEMAS")
    }

    /// The folder `Pipelines`, found the same way by `SENDSTAT_PIPELINES`.
    ///
    /// - Returns: The folder.
    /// - Throws: `InstallationError` when there is none.
    static func pipelines() throws -> URL {
        try folder("Pipelines", holding: "annual-report.yaml", variable: "SENDSTAT_PIPELINES")
    }

    /// The folder `docs/runbooks`, found the same way by `SENDSTAT_RUNBOOKS`.
    ///
    /// - Returns: The folder.
    /// - Throws: `InstallationError` when there is none.
    static func runbooks() throws -> URL {
        try folder("docs/runbooks", holding: "queue-age.md", variable: "SENDSTAT_RUNBOOKS")
    }

    /// The stylesheets that `ops/install` brought, found the same way by `SENDSTAT_ASSETS`.
    ///
    /// - Returns: The folder; nil when nothing was installed, which leaves pages plain.
    static func assets() -> URL? {
        try? folder(".assets", holding: "govuk-frontend.css", variable: "SENDSTAT_ASSETS")
    }

    /// The versions of all returns.
    ///
    /// - Returns: The library.
    /// - Throws: `InstallationError` when the standards are not there.
    static func library() throws -> SchemaLibrary {
        SchemaLibrary(directory: try schemas())
    }

    /// The reference data of a folder, with a word on stderr for what its reader noted.
    ///
    /// - Parameter path: The folder.
    /// - Returns: The data, with the standards' own placement categories.
    /// - Throws: `InstallationError`, or `ReferenceError` for a file that cannot be read.
    static func referenceData(in path: String) throws -> ReferenceData {
        let data = try ReferenceData(directory: URL(fileURLWithPath: path), standards: try schemas())
        for note in data.notes { Talk.say("\(note)") }
        return data
    }

    private static func folder(_ name: String, holding part: String, variable: String) throws -> URL {
        if let named = ProcessInfo.processInfo.environment[variable], !named.isEmpty {
            return URL(fileURLWithPath: named)
        }
        let program = URL(fileURLWithPath: CommandLine.arguments.first ?? "").resolvingSymlinksInPath()
        let starts = [
            program.deletingLastPathComponent(), URL(fileURLWithPath: FileManager.default.currentDirectoryPath),
        ]
        let candidates = starts.lazy.flatMap { start in
            sequence(first: start) { $0.path == "/" ? nil : $0.deletingLastPathComponent() }
        }.flatMap { above in
            [above.appendingPathComponent(name), above.appendingPathComponent("share/sendstat/\(name)")]
        }
        if let found = candidates.first(where: { Self.holds($0, part) }) { return found }
        throw InstallationError(name: name, variable: variable)
    }

    private static func holds(_ folder: URL, _ part: String) -> Bool {
        FileManager.default.fileExists(atPath: folder.appendingPathComponent(part).path)
    }
}

/// A folder of the installation that is not where it should be.
struct InstallationError: Error, CustomStringConvertible {
    let name: String
    let variable: String

    var description: String {
        "The folder \(name) of this installation was not found. Set \(variable) to its path."
    }
}
