/// Texts as stretches of a buffer, and for each 1 where there is one.
struct Texts: Sendable {
    var bytes: [UInt8]
    var starts: [UInt32]
    var ends: [UInt32]
    var states: [UInt8]

    /// Texts one after another in a buffer of their own.
    init(_ texts: [String]) {
        self.init(capacity: texts.count)
        for text in texts { append(text.utf8) }
    }

    init(bytes: [UInt8], starts: [UInt32], ends: [UInt32], states: [UInt8]) {
        self.bytes = bytes
        self.starts = starts
        self.ends = ends
        self.states = states
    }

    init(capacity: Int) {
        self.init(bytes: [], starts: [], ends: [], states: [])
        starts.reserveCapacity(capacity)
        ends.reserveCapacity(capacity)
        states.reserveCapacity(capacity)
    }

    var count: Int { states.count }

    func range(_ row: Int) -> Range<Int> { Int(starts[row])..<Int(ends[row]) }

    mutating func append(_ text: some Collection<UInt8>) {
        starts.append(UInt32(bytes.count))
        bytes.append(contentsOf: text)
        ends.append(UInt32(bytes.count))
        states.append(1)
    }

    mutating func appendError() {
        starts.append(0)
        ends.append(0)
        states.append(0)
    }
}
