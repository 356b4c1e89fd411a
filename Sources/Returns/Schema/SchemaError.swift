/// Why a schema does not load, with its place in the descriptor and what to do.
public struct SchemaError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The descriptor or code list, from the folder `Schemas`.
    public let file: String
    /// From 1; 0 when the whole file is meant.
    public let line: Int
    public let column: Int
    public let sentence: String

    init(file: String, line: Int = 0, column: Int = 0, _ sentence: String) {
        self.file = file
        self.line = line
        self.column = column
        self.sentence = sentence
    }

    public var description: String {
        line > 0 ? "\(file):\(line):\(column): \(sentence)" : "\(file): \(sentence)"
    }
}
