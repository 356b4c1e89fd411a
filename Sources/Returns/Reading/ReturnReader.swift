public import Foundation

/// Reads a return in any of its forms into the same columns.
public struct ReturnReader: Sendable {
    public let schema: ResolvedSchema
    public let limits: ReadingLimits

    public init(schema: ResolvedSchema, limits: ReadingLimits = ReadingLimits()) {
        self.schema = schema
        self.limits = limits
    }

    /// Reads one XML message, the files of one CSV set, a zip archive of either, or a workbook.
    ///
    /// - Parameter inputs: The files, in any order.
    /// - Returns: The tables, with what is wrong with their shape.
    /// - Throws: `ReadingError` for the first file that cannot be read to its end.
    public func read(_ inputs: [ReturnInput]) throws(ReadingError) -> ReturnTables {
        var forms: [FileForm.Content] = []
        for input in inputs {
            forms.append(try FileForm.detect(input))
        }
        guard let first = inputs.first else {
            throw ReadingError(
                code: .empty,
                place: Place(file: "", line: 0),
                sentence: "No file was given. Name the XML file, the files of the CSV set, the zip or the workbook."
            )
        }
        if forms.allSatisfy({ $0 == .text(.csv) }) {
            return try CSVSetReader(schema: schema, limits: limits).read(inputs)
        }
        guard inputs.count == 1 else {
            throw ReadingError(
                code: .mixedForms,
                place: Place(file: first.name, line: 0),
                sentence: "A return is one XML file, CSV set, zip archive or workbook. Give one return at a time."
            )
        }
        if forms[0] == .archive { return try read(archive: first) }
        return try XMLReturnReader(schema: schema, limits: limits).read(first)
    }

    private func read(archive input: ReturnInput) throws(ReadingError) -> ReturnTables {
        switch try ArchivedReturn.open(input, limits: limits) {
        case .workbook(let archive, let notes):
            return try WorkbookReturnReader(schema: schema, limits: limits).read(archive, notes: notes)
        case .files(let archive, let entries, let notes):
            let tables = try read(try ArchivedReturn.inputs(entries, of: archive))
            return ReturnTables(
                schema: schema,
                sources: tables.sources,
                tables: tables.tables,
                problems: tables.problems,
                notes: notes + tables.notes
            )
        }
    }

    /// Finds the files of one return: the path itself, or what a folder holds.
    ///
    /// - Parameter path: A file, or a folder that holds the files of one return.
    /// - Returns: The files in the order of their names.
    /// - Throws: `ReadingError` when there is no such path or the folder holds no XML, CSV, zip or Excel file.
    public static func inputs(at path: URL) throws(ReadingError) -> [ReturnInput] {
        let place = Place(file: path.lastPathComponent, line: 0)
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path.path, isDirectory: &isFolder) else {
            throw ReadingError(code: .unreadable, place: place, sentence: "There is no such file or folder.")
        }
        guard isFolder.boolValue else { return [ReturnInput(path: path)] }
        let names = (try? FileManager.default.contentsOfDirectory(atPath: path.path)) ?? []
        func labelled(_ labels: [String]) -> [String] {
            names.filter { labels.contains(($0 as NSString).pathExtension.lowercased()) }.sorted()
        }
        let texts = labelled(["xml", "csv"])
        let wanted = texts.isEmpty ? labelled(["zip", "xlsx", "xlsm"]) : texts
        guard !wanted.isEmpty else {
            throw ReadingError(
                code: .empty,
                place: place,
                sentence: "The folder holds no XML, CSV, zip or Excel file. Name the folder of the return's files."
            )
        }
        return wanted.map { ReturnInput(path: path.appendingPathComponent($0)) }
    }
}
