/// Cuts a text into tokens by CEL's lexical rules.
struct Lexer {
    /// A rule is a line or two; what is longer is no rule.
    static let longestText = 20_000

    let bytes: [UInt8]
    var position = 0

    init(_ text: String) {
        bytes = Array(text.utf8)
    }

    static func tokens(of text: String) throws(Refusal) -> [Token] {
        var lexer = Lexer(text)
        guard lexer.bytes.count <= longestText else {
            throw Refusal(.syntax, at: 0, "The expression is longer than \(longestText) bytes.")
        }
        var tokens: [Token] = []
        repeat { tokens.append(try lexer.next()) } while tokens.last?.kind != .end
        return tokens
    }

    private mutating func next() throws(Refusal) -> Token {
        skipSpace()
        let start = position
        guard let byte = byte(0) else { return Token(kind: .end, range: start..<start) }
        if let kind = try stringLiteral() { return Token(kind: kind, range: start..<position) }
        if byte.startsName { return word() }
        if byte.isDigit || (byte == UInt8(ascii: ".") && self.byte(1)?.isDigit == true) {
            let kind = try number()
            return Token(kind: kind, range: start..<position)
        }
        if byte == UInt8(ascii: "`") {
            throw Refusal(.notSupported, at: start, "Names in backticks are not supported.")
        }
        return try symbol()
    }

    func byte(_ ahead: Int) -> UInt8? {
        position + ahead < bytes.count ? bytes[position + ahead] : nil
    }

    private mutating func skipSpace() {
        while let byte = byte(0) {
            switch byte {
            case 0x20, 0x09, 0x0A, 0x0C, 0x0D: position += 1
            case UInt8(ascii: "/") where self.byte(1) == UInt8(ascii: "/"):
                while let next = self.byte(0), next != 0x0A { _ = next; position += 1 }
            default: return
            }
        }
    }

    private mutating func word() -> Token {
        let start = position
        while let byte = byte(0), byte.startsName || byte.isDigit { position += 1 }
        let word = String(decoding: bytes[start..<position], as: UTF8.self)
        if let symbol = Symbol.words[word] { return Token(kind: .symbol(symbol), range: start..<position) }
        return Token(kind: Symbol.reserved.contains(word) ? .reserved : .name, range: start..<position)
    }

    private mutating func symbol() throws(Refusal) -> Token {
        let start = position
        for length in [2, 1] where start + length <= bytes.count {
            let text = String(decoding: bytes[start..<start + length], as: UTF8.self)
            guard let symbol = Symbol(rawValue: text) else { continue }
            position += length
            return Token(kind: .symbol(symbol), range: start..<position)
        }
        throw Refusal(.syntax, at: start, "This character has no meaning here.")
    }
}

extension UInt8 {
    var isDigit: Bool { self >= 0x30 && self <= 0x39 }
    var startsName: Bool { self == 0x5F || (self | 0x20 >= 0x61 && self | 0x20 <= 0x7A) }

    /// The value of a hexadecimal digit.
    var hexadecimalValue: UInt32? {
        switch self {
        case 0x30...0x39: UInt32(self - 0x30)
        case 0x41...0x46: UInt32(self - 0x41 + 10)
        case 0x61...0x66: UInt32(self - 0x61 + 10)
        default: nil
        }
    }
}
