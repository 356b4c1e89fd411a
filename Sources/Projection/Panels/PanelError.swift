/// What is wrong with published panels, with what to do.
public struct PanelError: Error, Sendable, Hashable, CustomStringConvertible {
    public let file: String
    /// From 1; 0 when the whole file is meant.
    public let line: Int
    public let sentence: String

    init(_ file: String, _ line: Int, _ sentence: String) {
        (self.file, self.line, self.sentence) = (file, line, sentence)
    }

    init(_ file: String, _ sentence: String) {
        self.init(file, 0, sentence)
    }

    public var description: String {
        line > 0 ? "\(file), line \(line): \(sentence)" : "\(file): \(sentence)"
    }
}
