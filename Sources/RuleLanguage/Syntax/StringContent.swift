/// Turns the content of a string literal into the text it stands for.
struct StringContent {
    private let bytes: ArraySlice<UInt8>
    private var position: Int
    private var text: [UInt8] = []

    /// Decodes a string literal.
    ///
    /// - Parameter literal: The literal with its prefixes and marks, at its place in the text.
    /// - Returns: The text it stands for.
    /// - Throws: `Refusal` at an escape that means nothing.
    static func decode(_ literal: ArraySlice<UInt8>) throws(Refusal) -> String {
        guard let form = StringForm(literal) else { return "" }
        let content = literal.dropFirst(form.opening).dropLast(form.quotes)
        if form.isRaw { return String(decoding: content, as: UTF8.self) }
        var decoder = StringContent(content)
        while decoder.position < content.endIndex { try decoder.step() }
        return String(decoding: decoder.text, as: UTF8.self)
    }

    private init(_ content: ArraySlice<UInt8>) {
        bytes = content
        position = content.startIndex
    }

    private mutating func step() throws(Refusal) {
        guard bytes[position] == UInt8(ascii: "\\") else {
            text.append(bytes[position])
            position += 1
            return
        }
        guard position + 1 < bytes.endIndex else { throw unknownEscape() }
        let mark = bytes[position + 1]
        if let simple = Self.simple[mark] {
            text.append(simple)
            position += 2
            return
        }
        switch mark {
        case UInt8(ascii: "x"), UInt8(ascii: "X"): try codePoint(skip: 2, digits: 2, base: 16)
        case UInt8(ascii: "u"): try codePoint(skip: 2, digits: 4, base: 16)
        case UInt8(ascii: "U"): try codePoint(skip: 2, digits: 8, base: 16)
        case UInt8(ascii: "0")...UInt8(ascii: "3"): try codePoint(skip: 1, digits: 3, base: 8)
        default: throw unknownEscape()
        }
    }

    private mutating func codePoint(skip: Int, digits: Int, base: UInt32) throws(Refusal) {
        let start = position + skip
        guard start + digits <= bytes.endIndex else { throw unknownEscape() }
        var value: UInt32 = 0
        for byte in bytes[start..<start + digits] {
            guard let digit = byte.hexadecimalValue, digit < base else { throw unknownEscape() }
            value = value &* base &+ digit
        }
        guard let scalar = Unicode.Scalar(value) else { throw unknownEscape() }
        text.append(contentsOf: String(Character(scalar)).utf8)
        position = start + digits
    }

    private func unknownEscape() -> Refusal {
        Refusal(.syntax, at: position, "This escape stands for no character.")
    }

    private static let simple: [UInt8: UInt8] = [
        UInt8(ascii: "a"): 0x07, UInt8(ascii: "b"): 0x08, UInt8(ascii: "f"): 0x0C, UInt8(ascii: "n"): 0x0A,
        UInt8(ascii: "r"): 0x0D, UInt8(ascii: "t"): 0x09, UInt8(ascii: "v"): 0x0B, UInt8(ascii: "\\"): 0x5C,
        UInt8(ascii: "?"): 0x3F, UInt8(ascii: "\""): 0x22, UInt8(ascii: "'"): 0x27, UInt8(ascii: "`"): 0x60,
    ]
}
