/// The texts that cells share, end to end in one buffer.
final class SharedStrings: PartHandler {
    private(set) var bytes: [UInt8] = []
    /// Where each text ends in `bytes`; it starts where the one before it ends.
    private(set) var ends: [UInt32] = []
    private(set) var failure: ReadingError?
    private let file: String
    private let limits: ReadingLimits
    private var reading = RichText()

    init(file: String, limits: ReadingLimits) {
        self.file = file
        self.limits = limits
    }

    func range(_ index: Int) -> Range<Int>? {
        guard ends.indices.contains(index) else { return nil }
        return (index == 0 ? 0 : Int(ends[index - 1]))..<Int(ends[index])
    }

    func open(_ name: PartName, _ attributes: PartAttributes, depth: Int) {
        if depth > 2 { reading.open(name, depth: depth - 2) }
    }

    func text(_ part: UnsafeBufferPointer<UInt8>) {
        guard reading.isText else { return }
        bytes.append(contentsOf: part)
        if bytes.count - Int(ends.last ?? 0) > limits.cellSize {
            fail("A value is longer than \(limits.cellSize) bytes. Check what the workbook's cells hold.")
        } else if bytes.count > limits.workbook.textSize {
            fail("The workbook's texts come to more than \(limits.workbook.textSize >> 20) MiB. Check what it holds.")
        }
    }

    func close(depth: Int) {
        if depth > 2 { reading.close(depth: depth - 2) }
        guard depth == 2 else { return }
        let start = Int(ends.last ?? 0)
        ExcelEscapes.undo(&bytes, from: start)
        ends.append(UInt32(bytes.count))
        if ends.count > limits.workbook.sharedStrings {
            fail("The workbook has more than \(limits.workbook.sharedStrings) texts. Check what it holds.")
        }
    }

    private func fail(_ sentence: String) {
        failure = ReadingError(code: .tooLarge, place: Place(file: file, line: 0), sentence: sentence)
    }
}

/// Follows the elements inside a text with formatting; phonetic readings beside it are no part of the text.
struct RichText {
    /// Whether what comes next is text of the cell.
    private(set) var isText = false
    private var isRun = false

    /// Takes an element that opens; those directly inside the text have depth 1.
    mutating func open(_ name: PartName, depth: Int) {
        if depth == 1 { isRun = name == "r" }
        isText = (depth == 1 || (depth == 2 && isRun)) && name == "t"
    }

    mutating func close(depth: Int) {
        isText = false
        if depth == 1 { isRun = false }
    }
}

/// Excel writes characters that XML cannot hold as `_x000D_`, and an underscore before such letters as `_x005F_`.
enum ExcelEscapes {
    static func undo(_ bytes: inout [UInt8], from start: Int) {
        guard bytes.count - start >= 7, bytes[start...].contains(UInt8(ascii: "_")) else { return }
        var place = start
        var written = start
        while place < bytes.count {
            if let unit = unit(bytes, place) {
                for byte in String(decoding: [unit], as: UTF16.self).utf8 {
                    bytes[written] = byte
                    written += 1
                }
                place += 7
            } else {
                bytes[written] = bytes[place]
                written += 1
                place += 1
            }
        }
        bytes.removeSubrange(written...)
    }

    private static func unit(_ bytes: [UInt8], _ place: Int) -> UInt16? {
        guard bytes[place] == UInt8(ascii: "_"), place + 6 < bytes.count, bytes[place + 1] == UInt8(ascii: "x"),
            bytes[place + 6] == UInt8(ascii: "_")
        else { return nil }
        let digits = bytes[(place + 2)..<(place + 6)]
        guard digits.allSatisfy({ $0 &- 0x30 < 10 || ($0 | 0x20) &- 0x61 < 6 }) else { return nil }
        return UInt16(String(decoding: digits, as: UTF8.self), radix: 16)
    }
}
