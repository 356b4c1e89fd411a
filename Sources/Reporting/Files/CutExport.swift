public import Foundation
import Returns
import Synchronization
public import Warehouse

/// A cut taken out whole: each view for analysts as CSV under gzip, and a Data Package that says what they hold.
public struct CutExport: Sendable {
    /// A file that was written.
    public struct File: Sendable {
        public let view: ExportedView
        public let path: String
        public let rows: Int
        public let byteCount: Int
        public let sha256: String
    }

    private let warehouse: Warehouse
    private let cut: String

    public init(_ cut: String, in warehouse: Warehouse) {
        self.warehouse = warehouse
        self.cut = cut
    }

    /// Writes everything; files that are there are replaced, and the description comes last, when all is whole.
    ///
    /// - Parameters:
    ///   - folder: Where to; made when it is not there.
    ///   - progress: Told of each file.
    /// - Returns: The files.
    /// - Throws: `WarehouseError.cutUnknown`, a file error, or a `PostgreSQLError`.
    public func write(to folder: URL, progress: (File) -> Void) async throws -> [File] {
        guard let known = try await warehouse.cuts().first(where: { $0.name == cut }) else {
            throw WarehouseError.cutUnknown(name: cut)
        }
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        var files: [File] = []
        for view in try await warehouse.exportedViews() {
            let file = try await write(view, to: folder)
            files.append(file)
            progress(file)
        }
        try Data(document(files, instant: known.asOf).utf8)
            .write(to: folder.appending(path: "datapackage.json"), options: .atomic)
        return files
    }

    private func write(_ view: ExportedView, to folder: URL) async throws -> File {
        let path = "\(view.name).csv.gz"
        let partial = folder.appending(path: "\(path).partial")
        let writer = PendingLines(try CompressedFileWriter(file: partial))
        try writer.add(view.columns.map(\.name).joined(separator: ","))
        try await warehouse.export(view, of: cut) { try writer.add($0) }
        let (byteCount, sha256) = try writer.finish()
        let file = folder.appending(path: path)
        _ = try? FileManager.default.removeItem(at: file)
        try FileManager.default.moveItem(at: partial, to: file)
        return File(view: view, path: path, rows: writer.count - 1, byteCount: byteCount, sha256: sha256)
    }

    private func document(_ files: [File], instant: String) -> String {
        JSONText.object([
            ("$schema", .text("https://datapackage.org/profiles/2.0/datapackage.json")),
            ("name", .text("send-cut-\(cut.lowercased())")),
            ("title", .text("Cut \(cut) of the SEND warehouse, as analysts see it")),
            ("description", .text("Neither rounded nor suppressed: not for publication.")),
            ("version", .text(cut)), ("created", .text(instant)),
            ("resources", .list(files.map(Self.resource))),
        ]).document
    }

    private static func resource(_ file: File) -> JSONText {
        .object([
            ("name", .text(file.view.name.split(separator: "_").joined(separator: "-"))),
            ("type", .text("table")),
            ("description", .text(file.view.meaning)),
            ("path", .text(file.path)),
            ("format", .text("csv")),
            ("mediatype", .text("text/csv")),
            ("encoding", .text("utf-8")),
            ("compression", .text("gz")),
            ("bytes", .number(file.byteCount)),
            ("hash", .text("sha256:\(file.sha256)")),
            ("send:rows", .number(file.rows)),
            (
                "schema",
                .object([
                    ("fields", .list(file.view.columns.map(field))),
                    ("missingValues", .texts([""])),
                ])
            ),
        ])
    }

    private static func field(_ column: ExportedView.Column) -> JSONText {
        let type =
            switch column.type {
            case "integer", "bigint": "integer"
            case "boolean": "boolean"
            case "date": "date"
            case "timestamp with time zone": "datetime"
            case _ where column.type.hasPrefix("numeric"): "number"
            default: "string"
            }
        return .object([
            ("name", .text(column.name)), ("type", .text(type)), ("description", .text(column.meaning)),
        ])
    }
}

/// Lines on their way into a file, written in pieces.
private final class PendingLines: Sendable {
    private struct State: ~Copyable {
        let writer: CompressedFileWriter
        var bytes: [UInt8] = []
        var count = 0
    }

    private let state: Mutex<State>

    init(_ writer: sending CompressedFileWriter) {
        state = Mutex(State(writer: writer))
    }

    var count: Int { state.withLock { $0.count } }

    func add(_ line: String) throws {
        try state.withLock { state in
            state.bytes += line.utf8
            state.bytes.append(0x0A)
            state.count += 1
            guard state.bytes.count >= 1 << 20 else { return }
            try state.writer.write(state.bytes)
            state.bytes.removeAll(keepingCapacity: true)
        }
    }

    func finish() throws -> (byteCount: Int, sha256: String) {
        try state.withLock { state in
            try state.writer.write(state.bytes)
            return try state.writer.finish()
        }
    }
}
