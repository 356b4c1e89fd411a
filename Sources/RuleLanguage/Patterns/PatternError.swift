/// Why a pattern cannot stand.
public struct PatternError: Error, Sendable, Hashable {
    /// UTF-8 bytes from the start of the pattern.
    public let offset: Int
    /// What is wrong and what to write in its place.
    public let sentence: String

    public init(offset: Int, sentence: String) {
        self.offset = offset
        self.sentence = sentence
    }
}
