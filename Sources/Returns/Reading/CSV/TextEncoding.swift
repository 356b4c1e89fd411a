/// Holds a text against UTF-8 and finds the line where it breaks.
enum TextEncoding {
    /// Checks a whole text.
    ///
    /// - Throws: `ReadingError` naming the first line that is not UTF-8 or holds a byte no text has.
    static func check(_ text: [UInt8], file: String) throws(ReadingError) {
        let place = firstFault(in: text)
        guard place < text.count else { return }
        let line = text[..<place].reduce(into: 1) { $0 += $1 == UInt8(ascii: "\n") ? 1 : 0 }
        let sentence =
            text[place] == 0
            ? "The line holds a byte that no text has. Export the file again."
            : "The line is not UTF-8. Save the file again as CSV UTF-8."
        throw ReadingError(code: .encoding, place: Place(file: file, line: line), sentence: sentence)
    }

    /// The offset of the first byte that cannot stand, or the count when there is none.
    private static func firstFault(in text: [UInt8]) -> Int {
        text.withUnsafeBytes { buffer in
            var place = 0
            while place < buffer.count {
                if place + 16 <= buffer.count {
                    let block = buffer.loadUnaligned(fromByteOffset: place, as: SIMD2<UInt64>.self)
                    // A high bit: a byte of 0x80 or more, or, where there is none, a byte of 0.
                    let marks = (block | (block &- 0x0101_0101_0101_0101)) & 0x8080_8080_8080_8080
                    if marks[0] | marks[1] == 0 {
                        place += 16
                        continue
                    }
                }
                let length = sequenceLength(buffer, place)
                if length == 0 { return place }
                place += length
            }
            return place
        }
    }

    /// The length of the character that starts here, by table 3-7 of the Unicode Standard; 0 when there is none.
    private static func sequenceLength(_ buffer: UnsafeRawBufferPointer, _ place: Int) -> Int {
        let first = buffer[place]
        if first < 0x80 { return first == 0 ? 0 : 1 }
        let (length, second): (Int, ClosedRange<UInt8>) =
            switch first {
            case 0xC2...0xDF: (2, 0x80...0xBF)
            case 0xE0: (3, 0xA0...0xBF)
            case 0xE1...0xEC, 0xEE...0xEF: (3, 0x80...0xBF)
            case 0xED: (3, 0x80...0x9F)
            case 0xF0: (4, 0x90...0xBF)
            case 0xF1...0xF3: (4, 0x80...0xBF)
            case 0xF4: (4, 0x80...0x8F)
            default: (0, 0...0)
            }
        guard length > 0, place + length <= buffer.count, second.contains(buffer[place + 1]) else { return 0 }
        for next in place + 2..<place + max(length, 2) where buffer[next] & 0xC0 != 0x80 { return 0 }
        return length
    }
}
