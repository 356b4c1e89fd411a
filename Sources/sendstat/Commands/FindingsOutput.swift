import ArgumentParser
import Foundation
import Returns
import Validation

/// The forms in which findings are written.
enum FindingsFormat: String, ExpressibleByArgument, CaseIterable {
    case text, json, csv, sarif, html, xlsx, markdown, junit, github
}

/// Where findings go, and in which form: the options that all commands with findings share.
struct FindingsOutput: ParsableArguments {
    @Option(help: "text, json, csv, sarif, html, xlsx (your return, marked), markdown, junit or github.")
    var format = FindingsFormat.text

    @Option(help: "The file to write; without it, stdout, and for xlsx a file named after the return.")
    var output: String?

    @Flag(name: [.customLong("no-colour"), .customLong("no-color")], help: "Mark nothing by colour.")
    var noColour = false

    /// Writes findings of which the return itself is not at hand.
    ///
    /// - Parameter result: The findings.
    /// - Throws: `FileError` when the file cannot be written.
    func write(_ result: CheckResult) throws {
        guard let output else { return try FindingsFile.write(to: nil) { write(result, to: &$0) } }
        try FindingsFile.write(to: URL(fileURLWithPath: output)) { write(result, to: &$0) }
        Talk.say("Written to \(output)")
    }

    /// Writes findings, in a workbook of the return itself when that is wanted.
    ///
    /// - Parameters:
    ///   - result: The findings.
    ///   - tables: The return.
    ///   - files: The paths that were given.
    /// - Throws: `FileError` and `WorkbookError` when the file cannot be written.
    func write(_ result: CheckResult, of tables: ReturnTables, from files: [String]) throws {
        say(tables.notes)
        let target = output.map { URL(fileURLWithPath: $0) }
        if let target, files.contains(where: { URL(fileURLWithPath: $0).standardized == target.standardized }) {
            throw FileError(sentence: "\(target.lastPathComponent) is the return itself. Name another file to write.")
        }
        guard format == .xlsx else { return try write(result) }
        let path = target ?? URL(fileURLWithPath: Self.workbookName(files.first ?? "return"))
        try MarkedWorkbook.write(result, of: tables, to: path)
        Talk.say("Written to \(path.lastPathComponent)")
    }

    /// Says each thing that was noted once, with its first place.
    private func say(_ notes: [ReadingNote]) {
        var said: Set<String> = []
        for note in notes where said.insert(note.sentence).inserted {
            let column = note.place.column.isEmpty ? "" : ", column \(note.place.column)"
            let others = notes.count { $0.sentence == note.sentence } - 1
            let more = others > 0 ? " (and \(others) more such)" : ""
            Talk.say("\(note.place.file)\(column)\(more): \(note.sentence)")
        }
    }

    /// `return-issues.xlsx` for `folder/return.xml`, in the working folder.
    private static func workbookName(_ file: String) -> String {
        URL(fileURLWithPath: file).deletingPathExtension().lastPathComponent + "-issues.xlsx"
    }

    private func write(_ result: CheckResult, to stream: inout FindingsFile) {
        switch format {
        case .text, .xlsx:
            let usesColour = output == nil && !noColour && Talk.usesColour
            stream.write(FindingsText(width: Talk.width, usesColour: usesColour).render(result))
        case .json: FindingsJSON.write(result, to: &stream)
        case .csv: FindingsCSV.write(result, to: &stream)
        case .sarif: FindingsSARIF.write(result, to: &stream)
        case .html: FindingsHTML().write(result, to: &stream)
        case .markdown: stream.write(FindingsMarkdown.render(result))
        case .github: FindingsGitHub.write(result, to: &stream)
        case .junit: FindingsJUnit.write(result, to: &stream)
        }
    }
}

/// A file, or stdout, that takes text piece by piece.
struct FindingsFile: TextOutputStream {
    private let handle: FileHandle
    private var buffer = Data()
    private var failure: (any Error)?

    /// Opens the file, lets the body write, and closes it.
    static func write(to path: URL?, _ body: (inout FindingsFile) -> Void) throws {
        var file = FindingsFile(handle: try open(path))
        body(&file)
        file.flush()
        if path != nil { try? file.handle.close() }
        guard file.failure == nil else {
            throw FileError(sentence: "\(path?.lastPathComponent ?? "stdout") could not be written to its end.")
        }
    }

    private static func open(_ path: URL?) throws -> FileHandle {
        guard let path else { return .standardOutput }
        guard FileManager.default.createFile(atPath: path.path, contents: nil),
            let handle = try? FileHandle(forWritingTo: path)
        else {
            throw FileError(
                sentence: "\(path.lastPathComponent) could not be made. Check that the folder is there and not full."
            )
        }
        return handle
    }

    private init(handle: FileHandle) {
        self.handle = handle
    }

    mutating func write(_ text: String) {
        buffer.append(contentsOf: text.utf8)
        if buffer.count > 1 << 16 { flush() }
    }

    private mutating func flush() {
        guard failure == nil else { return }
        do { try handle.write(contentsOf: buffer) } catch { failure = error }
        buffer.removeAll(keepingCapacity: true)
    }
}

/// A file that could not be written.
struct FileError: Error, CustomStringConvertible {
    let sentence: String

    var description: String { sentence }
}
