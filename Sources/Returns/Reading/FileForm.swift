import Foundation

/// Tells a file's form from its first bytes, and holds it against what the name says.
enum FileForm {
    /// The form of a file.
    ///
    /// - Throws: `ReadingError` for an empty file, a form that is not read, and a name that promises another form.
    static func detect(_ input: ReturnInput) throws(ReadingError) -> SourceFile.Form {
        let head = try firstBytes(of: input, count: 4_096)
        func fail(_ code: ReadingError.Code, _ sentence: String) -> ReadingError {
            ReadingError(code: code, place: Place(file: input.name, line: 0), sentence: sentence)
        }
        guard !head.isEmpty else { throw fail(.empty, "The file is empty. Export the return again.") }
        if head.starts(with: [0xFF, 0xFE]) || head.starts(with: [0xFE, 0xFF]) {
            throw fail(.encoding, "The file is in UTF-16. Save it again as UTF-8.")
        }
        for (start, name) in otherForms where head.starts(with: start) {
            throw fail(
                .unknownForm,
                "The file is \(name), not XML or CSV text. Send the return as XML or as CSV files."
            )
        }
        if head.contains(0) {
            throw fail(.unknownForm, "The file holds bytes that are not text. Export the return again as XML or CSV.")
        }
        let body = head.starts(with: [0xEF, 0xBB, 0xBF]) ? head.dropFirst(3) : head[...]
        guard let first = body.first(where: { $0 > 0x20 }) else {
            throw fail(.empty, "The file holds only blanks. Export the return again.")
        }
        let form: SourceFile.Form = first == UInt8(ascii: "<") ? .xml : .csv
        let label = (input.name as NSString).pathExtension.lowercased()
        if label == "xml", form == .csv {
            throw fail(.mislabelled, "The name ends in .xml, but the file is not XML. Check which file was sent.")
        }
        if label == "csv", form == .xml {
            throw fail(.mislabelled, "The name ends in .csv, but the file is XML. Rename it to end in .xml.")
        }
        return form
    }

    private static let otherForms: [([UInt8], String)] = [
        ([0x50, 0x4B, 0x03, 0x04], "a zip archive or a workbook"),
        ([0xD0, 0xCF, 0x11, 0xE0], "an old Excel workbook"),
        ([0x1F, 0x8B], "compressed"),
        ([0x25, 0x50, 0x44, 0x46], "a PDF"),
        ([0x7F, 0x45, 0x4C, 0x46], "a program"),
        ([0x4D, 0x5A], "a program"),
    ]

    static func firstBytes(of input: ReturnInput, count: Int) throws(ReadingError) -> [UInt8] {
        switch input.content {
        case .bytes(let bytes):
            return Array(bytes.prefix(count))
        case .path(let path):
            guard let handle = try? FileHandle(forReadingFrom: path),
                let data = try? handle.read(upToCount: count) ?? Data()
            else {
                throw ReadingError(
                    code: .unreadable,
                    place: Place(file: input.name, line: 0),
                    sentence: "The file could not be opened. Check that it is there and that you may read it."
                )
            }
            return [UInt8](data)
        }
    }
}
