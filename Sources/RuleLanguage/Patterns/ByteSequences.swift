/// Ranges of bytes, one after another, that together stand for a range of code points in UTF-8.
struct ByteSequences {
    private(set) var sequences: [[ClosedRange<UInt8>]] = []

    /// The largest code point of each length in UTF-8, and the edges of what is kept for UTF-16.
    private static let edges: [UInt32] = [0x7f, 0x7ff, 0xd7ff, 0xdfff, 0xffff, 0x10ffff]
    private static let surrogates: ClosedRange<UInt32> = 0xd800...0xdfff

    init(_ range: ClosedRange<UInt32>) {
        var start = range.lowerBound
        for edge in Self.edges where start <= min(edge, range.upperBound) {
            let end = min(edge, range.upperBound)
            if !Self.surrogates.contains(start) { add(start...end) }
            start = end + 1
        }
    }

    /// Adds a range of which all have the same length, in parts whose last bytes run the whole way.
    private mutating func add(_ range: ClosedRange<UInt32>) {
        var start = range.lowerBound
        while start <= range.upperBound {
            let end = Self.endOfWholePart(from: start, to: range.upperBound)
            let first = Self.encode(start)
            let last = Self.encode(end)
            sequences.append(zip(first, last).map { $0...$1 })
            start = end + 1
        }
    }

    /// The last code point up to which the encodings from `start` on are the product of ranges of bytes.
    private static func endOfWholePart(from start: UInt32, to last: UInt32) -> UInt32 {
        guard start > 0x7f else { return last }
        var end = last
        for bits: UInt32 in [6, 12, 18] {
            let low = (UInt32(1) << bits) - 1
            guard start & ~low != end & ~low else { continue }
            if start & low != 0 {
                end = start | low
            } else if end & low != low {
                end = (end & ~low) - 1
            }
        }
        return end
    }

    private static func encode(_ value: UInt32) -> [UInt8] {
        func tail(_ shift: UInt32) -> UInt8 { UInt8(0x80 | (value >> shift) & 0x3f) }
        switch value {
        case 0...0x7f: return [UInt8(value)]
        case 0x80...0x7ff: return [UInt8(0xc0 | value >> 6), tail(0)]
        case 0x800...0xffff: return [UInt8(0xe0 | value >> 12), tail(6), tail(0)]
        default: return [UInt8(0xf0 | value >> 18), tail(12), tail(6), tail(0)]
        }
    }
}
