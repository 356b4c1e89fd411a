import Foundation
import HTTPTypes
import Hummingbird
import NIOCore

/// Files that came in with a form, each on the disk, in a folder that goes when the upload does.
struct Upload: Sendable {
    let form: Form
    /// The files in the order they were sent, under the names they were sent by.
    let files: [URL]
    /// The fields that the files were sent as.
    let fileFields: Set<String>
    private let place: UploadPlace

    init(form: Form, files: [URL], fileFields: Set<String>, place: UploadPlace) {
        self.form = form
        self.files = files
        self.fileFields = fileFields
        self.place = place
    }
}

extension Portal {
    /// Takes in a form with files, piece by piece, so that its size costs no memory.
    ///
    /// - Parameter request: The request.
    /// - Returns: The fields, and the files on the disk.
    /// - Throws: `PortalError.tooLarge`, `tooBusy`, `formUnreadable`, or a file error.
    func upload(_ request: Request) async throws -> Upload {
        guard let reader = MultipartReader(contentType: request.headers[.contentType] ?? "") else {
            throw PortalError.formUnreadable("Send the file as the field `file` of a form (multipart/form-data).")
        }
        let length = request.headers[.contentLength].flatMap(Int.init) ?? 0
        guard length <= settings.uploadLimit else { throw PortalError.tooLarge(limit: settings.uploadLimit) }
        var receiver = UploadReceiver(place: try uploads.take(), reader: reader, limit: settings.uploadLimit)
        for try await piece in request.body {
            try receiver.take(piece)
        }
        return try receiver.finish()
    }
}

/// Writes the parts of a form as they come.
private struct UploadReceiver {
    private var reader: MultipartReader
    private let place: UploadPlace
    private let limit: Int
    private var taken = 0
    private var files: [URL] = []
    private var fileFields: Set<String> = []
    private var fields: [(String, String)] = []
    private var handle: FileHandle?
    private var field: (name: String, bytes: [UInt8])?

    init(place: UploadPlace, reader: MultipartReader, limit: Int) {
        self.place = place
        self.reader = reader
        self.limit = limit
    }

    mutating func take(_ piece: ByteBuffer) throws {
        taken += piece.readableBytes
        guard taken <= limit else { throw PortalError.tooLarge(limit: limit) }
        do {
            for event in try reader.take(piece.readableBytesView) { try keep(event) }
        } catch is MultipartReader.Broken {
            throw PortalError.formUnreadable("The form was cut off on its way. Send it again.")
        }
    }

    private mutating func keep(_ event: MultipartReader.Event) throws {
        switch event {
        case .part(let name, nil): field = (name, [])
        case .part(let name, let file?): try begin(file, in: name)
        case .bytes(let bytes): try write(bytes)
        case .partEnd: try endPart()
        case .end: break
        }
    }

    /// A browser sends an empty name when no file was chosen.
    private mutating func begin(_ name: String, in field: String) throws {
        guard !name.isEmpty else { return }
        guard files.count < 64 else { throw PortalError.formUnreadable("Send at most 64 files at once, or one zip.") }
        let own = place.folder.appendingPathComponent("\(files.count)", isDirectory: true)
        try FileManager.default.createDirectory(at: own, withIntermediateDirectories: true)
        let file = own.appendingPathComponent(Self.safe(name))
        guard
            FileManager.default.createFile(atPath: file.path, contents: nil, attributes: [.posixPermissions: 0o600])
        else { throw CocoaError(.fileWriteNoPermission) }
        handle = try FileHandle(forWritingTo: file)
        files.append(file)
        fileFields.insert(field)
    }

    private mutating func write(_ bytes: [UInt8]) throws {
        if let handle {
            try handle.write(contentsOf: bytes)
        } else if let open = field {
            guard open.bytes.count + bytes.count <= 1 << 16 else { throw PortalError.tooLarge(limit: 1 << 16) }
            field = (open.name, open.bytes + bytes)
        }
    }

    private mutating func endPart() throws {
        try handle?.close()
        handle = nil
        if let field { fields.append((field.name, String(decoding: field.bytes, as: UTF8.self))) }
        field = nil
    }

    func finish() throws -> Upload {
        guard reader.isAtEnd else {
            throw PortalError.formUnreadable("The form was cut off on its way. Send it again.")
        }
        return Upload(form: Form(fields), files: files, fileFields: fileFields, place: place)
    }

    /// The last part of a path, without what file systems cannot hold; a name of dots or nothing becomes `file`.
    private static func safe(_ name: String) -> String {
        let last = name.split(whereSeparator: { $0 == "/" || $0 == "\\" }).last.map(String.init) ?? ""
        let kept = String(
            last.unicodeScalars.filter { $0.value >= 32 && $0.value != 127 }.map(Character.init).prefix(120)
        )
        return kept.allSatisfy { $0 == "." } ? "file" : kept
    }
}
