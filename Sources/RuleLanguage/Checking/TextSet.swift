/// A set of texts that is asked by bytes.
struct TextSet: Sendable {
    /// Texts by the remainder of their hash.
    private let buckets: [[[UInt8]]]
    /// One bit for each length that occurs: most texts that are not in the set are seen by it.
    private let lengths: UInt64

    init(_ texts: [String]) {
        var buckets = [[[UInt8]]](repeating: [], count: max(texts.count * 2, 1))
        for text in Set(texts) {
            let bytes = Array(text.utf8)
            let bucket = Int(Self.hash(bytes, 0..<bytes.count) % UInt64(buckets.count))
            buckets[bucket].append(bytes)
        }
        self.buckets = buckets
        lengths = texts.reduce(0) { $0 | Self.bit($1.utf8.count) }
    }

    func contains(_ bytes: [UInt8], _ range: Range<Int>) -> Bool {
        guard lengths & Self.bit(range.count) != 0 else { return false }
        let bucket = Int(Self.hash(bytes, range) % UInt64(buckets.count))
        for text in buckets[bucket] where Self.equal(text, bytes, range) { return true }
        return false
    }

    private static func bit(_ length: Int) -> UInt64 { 1 << UInt64(min(length, 63)) }

    private static func hash(_ bytes: [UInt8], _ range: Range<Int>) -> UInt64 {
        var hash: UInt64 = 14_695_981_039_346_656_037
        for place in range { hash = (hash ^ UInt64(bytes[place])) &* 1_099_511_628_211 }
        return hash
    }

    private static func equal(_ text: [UInt8], _ bytes: [UInt8], _ range: Range<Int>) -> Bool {
        guard text.count == range.count else { return false }
        for place in text.indices where text[place] != bytes[range.lowerBound + place] { return false }
        return true
    }
}
