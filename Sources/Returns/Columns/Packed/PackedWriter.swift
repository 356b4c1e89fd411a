/// Puts numbers, texts and whole arrays one after the other, for another process of the same machine to read.
///
/// Arrays are copied as they lie in memory, so the bytes mean nothing on another kind of machine.
public struct PackedWriter {
    public private(set) var bytes: [UInt8] = []

    public init() {}

    /// Adds a number.
    ///
    /// - Parameter number: The number.
    public mutating func add(_ number: Int) {
        withUnsafeBytes(of: Int64(number)) { bytes.append(contentsOf: $0) }
    }

    /// Adds a text, by its UTF-8.
    ///
    /// - Parameter text: The text.
    public mutating func add(_ text: String) {
        add(text.utf8.count)
        bytes.append(contentsOf: text.utf8)
    }

    /// Adds an array's memory.
    ///
    /// - Parameter array: The array.
    public mutating func add<Element: FixedWidthInteger & BitwiseCopyable>(_ array: [Element]) {
        add(array.count)
        array.withUnsafeBytes { bytes.append(contentsOf: $0) }
    }

    /// Makes room.
    ///
    /// - Parameter count: How many bytes will follow.
    public mutating func reserve(_ count: Int) {
        bytes.reserveCapacity(bytes.count + count)
    }
}
