/// Takes out what a `PackedWriter` put in, believing none of it: lengths are held against what is there.
public struct PackedReader {
    private let bytes: [UInt8]
    public private(set) var position: Int
    private let end: Int

    /// Reads from the start.
    ///
    /// - Parameters:
    ///   - bytes: The bytes.
    ///   - range: Which of them to read.
    public init(_ bytes: [UInt8], _ range: Range<Int>) {
        self.bytes = bytes
        position = range.lowerBound
        end = min(range.upperBound, bytes.count)
    }

    /// Whether everything was taken.
    public var isAtEnd: Bool { position == end }

    /// Takes a number.
    ///
    /// - Returns: The number.
    /// - Throws: `PackedError` when the bytes end before it does.
    public mutating func number() throws(PackedError) -> Int {
        let range = try take(8)
        let value = bytes.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: range.lowerBound, as: Int64.self) }
        return Int(value)
    }

    /// Takes a number that counts something.
    ///
    /// - Parameter limit: The most that it may be.
    /// - Returns: The count.
    /// - Throws: `PackedError` when it is below 0 or above the limit.
    public mutating func count(atMost limit: Int = .max) throws(PackedError) -> Int {
        let value = try number()
        guard value >= 0, value <= limit else { throw PackedError() }
        return value
    }

    /// Takes a text.
    ///
    /// - Returns: The text.
    /// - Throws: `PackedError` when the bytes end before it does.
    public mutating func text() throws(PackedError) -> String {
        let range = try take(try count())
        return String(decoding: bytes[range], as: UTF8.self)
    }

    /// Takes an array.
    ///
    /// - Parameter type: The type of its elements.
    /// - Returns: The array.
    /// - Throws: `PackedError` when the bytes end before it does.
    public mutating func array<Element: FixedWidthInteger & BitwiseCopyable>(
        of type: Element.Type = Element.self
    ) throws(PackedError) -> [Element] {
        let width = MemoryLayout<Element>.stride
        let count = try count(atMost: (end - position) / width)
        let range = try take(count * width)
        return bytes.withUnsafeBytes { source in
            [Element](unsafeUninitializedCapacity: count) { target, filled in
                UnsafeMutableRawBufferPointer(target).copyMemory(from: UnsafeRawBufferPointer(rebasing: source[range]))
                filled = count
            }
        }
    }

    private mutating func take(_ count: Int) throws(PackedError) -> Range<Int> {
        guard count <= end - position else { throw PackedError() }
        defer { position += count }
        return position..<(position + count)
    }
}

/// Packed bytes that are not what they should be.
public struct PackedError: Error, Sendable, Hashable, CustomStringConvertible {
    public init() {}

    public var description: String { "The packed columns are cut short or were changed." }
}
