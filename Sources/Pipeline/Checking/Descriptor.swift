import Glibc

/// A pipe between the processes, by its number: whole frames in and out.
struct Descriptor: Sendable {
    let number: Int32

    static let input = Descriptor(number: 0)
    static let output = Descriptor(number: 1)
    static let control = Descriptor(number: 2)

    /// Writes all bytes; false when nobody reads any more.
    @discardableResult
    func write(_ bytes: [UInt8]) -> Bool {
        var start = 0
        while start < bytes.count {
            let written = unsafe bytes.withUnsafeBytes { source in
                unsafe Glibc.write(number, source.baseAddress?.advanced(by: start), bytes.count - start)
            }
            if written < 0, errno == EINTR { continue }
            guard written > 0 else { return false }
            start += written
        }
        return true
    }

    /// Writes the bytes with their length in front; a frame of no bytes marks an end.
    @discardableResult
    func writeFrame(_ bytes: [UInt8]) -> Bool {
        let length = (0..<8).map { UInt8(truncatingIfNeeded: bytes.count >> ($0 * 8)) }
        return write(length) && write(bytes)
    }

    /// Reads so many bytes; nil when the other side ended before.
    func read(_ count: Int) -> [UInt8]? {
        var start = 0
        var isWhole = true
        let bytes = unsafe [UInt8](unsafeUninitializedCapacity: count) { target, filled in
            while start < count {
                let got = unsafe Glibc.read(number, target.baseAddress?.advanced(by: start), count - start)
                if got < 0, errno == EINTR { continue }
                guard got > 0 else {
                    isWhole = false
                    break
                }
                start += got
            }
            filled = start
        }
        return isWhole ? bytes : nil
    }

    /// Reads a frame; nil when the other side ended, or it is longer than the limit.
    func readFrame(atMost limit: Int) -> [UInt8]? {
        guard let length = read(8) else { return nil }
        let count = length.enumerated().reduce(0) { $0 | Int($1.element) << ($1.offset * 8) }
        guard count >= 0, count <= limit else { return nil }
        return read(count)
    }

    /// Whether bytes wait to be read.
    var holdsBytes: Bool {
        var state = pollfd(fd: number, events: Int16(POLLIN), revents: 0)
        return unsafe poll(&state, 1, 0) > 0 && Int32(state.revents) & POLLIN != 0
    }

    /// Waits until one of two pipes has something to say or ends.
    ///
    /// - Returns: True when it is the other one alone.
    func waits(beside other: Descriptor) -> Bool {
        var states = [number, other.number].map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
        while unsafe poll(&states, 2, -1) < 0, errno == EINTR {}
        return states[0].revents == 0
    }
}
