/// Writes zip archives byte by byte, stored, so that tests can say things that no zip program would.
struct TestZip {
    struct Entry {
        var name: String
        var content: [UInt8]
        /// General purpose bits; the lowest says that it is encrypted.
        var flags: UInt16 = 0x0800
        var method: UInt16 = 0
        /// The size that it claims to unpack to; its own when nil.
        var claimedSize: UInt32?
        /// Unix mode in the upper half, as Unix programs write it.
        var attributes: UInt32 = 0o100_644 << 16
    }

    var entries: [Entry]

    init(_ files: [(name: String, content: [UInt8])]) {
        entries = files.map { Entry(name: $0.name, content: $0.content) }
    }

    init(_ files: [(name: String, text: String)]) {
        self.init(files.map { (name: $0.name, content: [UInt8]($0.text.utf8)) })
    }

    var bytes: [UInt8] {
        var body: [UInt8] = []
        var list: [UInt8] = []
        for entry in entries {
            let offset = UInt32(body.count)
            let size = entry.claimedSize ?? UInt32(entry.content.count)
            let common =
                two(entry.flags) + two(entry.method) + [0, 0, 0x21, 0x5A] + four(Self.checksum(entry.content))
                + four(UInt32(entry.content.count)) + four(size) + two(UInt16(entry.name.utf8.count)) + two(0)
            body += [0x50, 0x4B, 3, 4] + two(20) + common + entry.name.utf8 + entry.content
            list += [0x50, 0x4B, 1, 2] + two(0x0314) + two(20) + common + two(0) + two(0) + two(0)
            list += four(entry.attributes) + four(offset) + entry.name.utf8
        }
        let count = two(UInt16(entries.count))
        let end = [0x50, 0x4B, 5, 6] + two(0) + two(0) + count + count + four(UInt32(list.count))
        return body + list + end + four(UInt32(body.count)) + two(0)
    }

    private func two(_ value: UInt16) -> [UInt8] { [UInt8(value & 255), UInt8(value >> 8)] }
    private func four(_ value: UInt32) -> [UInt8] { (0..<4).map { UInt8(value >> (8 * $0) & 255) } }

    /// CRC-32 as in ISO 3309.
    static func checksum(_ bytes: [UInt8]) -> UInt32 {
        ~bytes.reduce(UInt32.max) { value, byte in
            (0..<8).reduce(value ^ UInt32(byte)) { sum, _ in sum & 1 == 1 ? sum >> 1 ^ 0xEDB8_8320 : sum >> 1 }
        }
    }
}
