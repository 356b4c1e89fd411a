import Foundation

/// Tells a file's form from its first bytes, and holds it against what the name says.
enum FileForm {
    enum Content: Hashable {
        case text(SourceFile.Form)
        /// A zip archive, which a workbook is too.
        case archive
    }

    /// The form of a file.
    ///
    /// - Throws: `ReadingError` for an empty file, a form that is not read, and a name that promises another form.
    static func detect(_ input: ReturnInput) throws(ReadingError) -> Content {
        let head = try input.bytes(from: 0, count: 4_096)
        func fail(_ code: ReadingError.Code, _ sentence: String) -> ReadingError {
            ReadingError(code: code, place: Place(file: input.name, line: 0), sentence: sentence)
        }
        guard !head.isEmpty else { throw fail(.empty, "The file is empty. Export the return again.") }
        if head.starts(with: [0xFF, 0xFE]) || head.starts(with: [0xFE, 0xFF]) {
            throw fail(.encoding, "The file is in UTF-16. Save it again as UTF-8.")
        }
        if head.starts(with: [0x50, 0x4B, 0x05, 0x06]) {
            throw fail(.empty, "The archive is empty. Zip the files of one return and send the archive again.")
        }
        if head.starts(with: zipMark) {
            guard !["xml", "csv"].contains(label(of: input)) else {
                throw fail(
                    .unknownForm,
                    "The file is a zip archive or a workbook under another name. Rename it to end in .zip or .xlsx."
                )
            }
            return .archive
        }
        if head.starts(with: OfficeContainer.mark) { throw try OfficeContainer.refusal(of: input) }
        for (start, name) in otherForms where head.starts(with: start) {
            throw fail(
                .unknownForm,
                "The file is \(name), not a return. Send the return as XML, as CSV files or as a workbook."
            )
        }
        if head.contains(0) {
            throw fail(.unknownForm, "The file holds bytes that are not text. Export the return again as XML or CSV.")
        }
        return .text(try textForm(head, of: input))
    }

    private static func textForm(_ head: [UInt8], of input: ReturnInput) throws(ReadingError) -> SourceFile.Form {
        let body = head.starts(with: [0xEF, 0xBB, 0xBF]) ? head.dropFirst(3) : head[...]
        guard let first = body.first(where: { $0 > 0x20 }) else {
            throw ReadingError(
                code: .empty,
                place: Place(file: input.name, line: 0),
                sentence: "The file holds only blanks. Export the return again."
            )
        }
        let form: SourceFile.Form = first == UInt8(ascii: "<") ? .xml : .csv
        switch (label(of: input), form) {
        case ("xml", .csv), ("csv", .xml), ("zip", _), ("xlsx", _), ("xlsm", _), ("xls", _), ("ods", _):
            throw mislabelled(input)
        default: return form
        }
    }

    /// Says that a file's content is of another form than the end of its name promises.
    static func mislabelled(_ input: ReturnInput) -> ReadingError {
        let label = label(of: input)
        let sentence =
            switch label {
            case "xml": "The name ends in .xml, but the file is not XML. Check which file was sent."
            case "csv": "The name ends in .csv, but the file is XML. Rename it to end in .xml."
            case "zip": "The name ends in .zip, but the file is no zip archive. Check which file was sent."
            default: "The name ends in .\(label), but the file is no workbook. Open it in Excel and save it as .xlsx."
            }
        return ReadingError(code: .mislabelled, place: Place(file: input.name, line: 0), sentence: sentence)
    }

    private static func label(of input: ReturnInput) -> String {
        (input.name as NSString).pathExtension.lowercased()
    }

    static let zipMark: [UInt8] = [0x50, 0x4B, 0x03, 0x04]

    private static let otherForms: [([UInt8], String)] = [
        ([0x1F, 0x8B], "compressed by gzip"),
        ([0x37, 0x7A, 0xBC, 0xAF], "a 7-Zip archive"),
        ([0x52, 0x61, 0x72, 0x21], "a RAR archive"),
        ([0x25, 0x50, 0x44, 0x46], "a PDF"),
        ([0x7F, 0x45, 0x4C, 0x46], "a program"),
        ([0x4D, 0x5A], "a program"),
    ]
}
