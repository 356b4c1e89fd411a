public import Foundation

/// Reads a return in any of its forms into the same columns.
public struct ReturnReader: Sendable {
    public let schema: ResolvedSchema
    public let limits: ReadingLimits

    public init(schema: ResolvedSchema, limits: ReadingLimits = ReadingLimits()) {
        self.schema = schema
        self.limits = limits
    }

    /// Reads one XML message, or the files of one CSV set.
    ///
    /// - Parameter inputs: The files, in any order.
    /// - Returns: The tables, with what is wrong with their shape.
    /// - Throws: `ReadingError` for the first file that cannot be read to its end.
    public func read(_ inputs: [ReturnInput]) throws(ReadingError) -> ReturnTables {
        var forms: [SourceFile.Form] = []
        for input in inputs {
            forms.append(try FileForm.detect(input))
        }
        guard let first = inputs.first else {
            throw ReadingError(
                code: .empty,
                place: Place(file: "", line: 0),
                sentence: "No file was given. Name the XML file, or the files of the CSV set."
            )
        }
        if forms.allSatisfy({ $0 == .csv }) {
            return try CSVSetReader(schema: schema, limits: limits).read(inputs)
        }
        guard inputs.count == 1 else {
            throw ReadingError(
                code: .mixedForms,
                place: Place(file: first.name, line: 0),
                sentence: "A return is one XML file or one set of CSV files. Give one return at a time."
            )
        }
        return try XMLReturnReader(schema: schema, limits: limits).read(first)
    }

    /// Finds the files of one return: the path itself, or what a folder holds.
    ///
    /// - Parameter path: A file, or a folder that holds the files of one return.
    /// - Returns: The files in the order of their names.
    /// - Throws: `ReadingError` when there is no such path or the folder holds no XML or CSV file.
    public static func inputs(at path: URL) throws(ReadingError) -> [ReturnInput] {
        let place = Place(file: path.lastPathComponent, line: 0)
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path.path, isDirectory: &isFolder) else {
            throw ReadingError(code: .unreadable, place: place, sentence: "There is no such file or folder.")
        }
        guard isFolder.boolValue else { return [ReturnInput(path: path)] }
        let names = (try? FileManager.default.contentsOfDirectory(atPath: path.path)) ?? []
        let wanted = names.filter { ["xml", "csv"].contains(($0 as NSString).pathExtension.lowercased()) }.sorted()
        guard !wanted.isEmpty else {
            throw ReadingError(
                code: .empty,
                place: place,
                sentence: "The folder holds no XML or CSV file. Name the folder that holds the return's files."
            )
        }
        return wanted.map { ReturnInput(path: path.appendingPathComponent($0)) }
    }
}
