import Returns

/// What checking one return in a child process may use.
public struct CheckLimits: Sendable, Hashable {
    /// Bytes of memory.
    public var memory: Int
    /// Seconds of processor time.
    public var processorSeconds: Int
    /// Seconds until it is ended, however little it does.
    public var wallSeconds: Int

    /// Bytes of the result that are taken from it.
    let sealedBytes = 1 << 30

    /// Sets the limits.
    ///
    /// - Parameters:
    ///   - memory: Bytes of memory, the rules' own 60 MB included.
    ///   - processorSeconds: Seconds of processor time.
    ///   - wallSeconds: Seconds by the clock.
    public init(memory: Int = 4 << 30, processorSeconds: Int = 600, wallSeconds: Int = 1_200) {
        self.memory = memory
        self.processorSeconds = processorSeconds
        self.wallSeconds = wallSeconds
    }

    func pack(into writer: inout PackedWriter) {
        for number in [memory, processorSeconds, wallSeconds] { writer.add(number) }
    }

    init(packed reader: inout PackedReader) throws(PackedError) {
        memory = try reader.count()
        processorSeconds = try reader.count()
        wallSeconds = try reader.count()
    }
}
