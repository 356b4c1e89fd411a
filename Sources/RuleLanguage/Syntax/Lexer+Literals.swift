extension Lexer {
    /// Reads a number at the position.
    mutating func number() throws(Refusal) -> Token.Kind {
        let start = position
        var kind = Token.Kind.integer
        if byte(0) == UInt8(ascii: "0"), let mark = byte(1), mark | 0x20 == UInt8(ascii: "x") {
            position += 2
            guard byte(0)?.hexadecimalValue != nil else {
                throw Refusal(.syntax, at: start, "Hexadecimal digits must follow 0x.")
            }
            while byte(0)?.hexadecimalValue != nil { position += 1 }
        } else {
            kind = decimal()
        }
        if kind == .integer, let mark = byte(0), mark | 0x20 == UInt8(ascii: "u") {
            position += 1
            kind = .unsigned
        }
        if let next = byte(0), next.startsName || next.isDigit {
            throw Refusal(.syntax, at: position, "A number must end before a name begins.")
        }
        return kind
    }

    private mutating func decimal() -> Token.Kind {
        var kind = Token.Kind.integer
        skipDigits()
        if byte(0) == UInt8(ascii: "."), byte(1)?.isDigit == true {
            position += 1
            skipDigits()
            kind = .double
        }
        guard let mark = byte(0), mark | 0x20 == UInt8(ascii: "e") else { return kind }
        let sign = byte(1) == UInt8(ascii: "+") || byte(1) == UInt8(ascii: "-")
        guard byte(sign ? 2 : 1)?.isDigit == true else { return kind }
        position += sign ? 2 : 1
        skipDigits()
        return .double
    }

    private mutating func skipDigits() {
        while byte(0)?.isDigit == true { position += 1 }
    }

    /// Reads a string or bytes literal if one stands at the position.
    mutating func stringLiteral() throws(Refusal) -> Token.Kind? {
        let start = position
        let form = StringForm(bytes[position...])
        guard let form else { return nil }
        position += form.opening
        while position < bytes.count {
            if form.closes(bytes[position...]) {
                position += form.quotes
                return form.isBytes ? .bytes : .string
            }
            if form.quotes == 1, bytes[position] == 0x0A || bytes[position] == 0x0D { break }
            position += !form.isRaw && bytes[position] == UInt8(ascii: "\\") ? 2 : 1
        }
        throw Refusal(.syntax, at: start, "The text has no closing quotation mark.")
    }
}

/// How a string literal is written: its prefixes and its quotation marks.
struct StringForm {
    let isRaw: Bool
    let isBytes: Bool
    let quote: UInt8
    /// Marks on either side: 1 or 3.
    let quotes: Int
    /// Bytes before the content.
    let opening: Int

    init?(_ text: ArraySlice<UInt8>) {
        var prefix = text.startIndex
        var seen: [UInt8] = []
        while prefix < text.endIndex, seen.count < 2, [0x62, 0x72].contains(text[prefix] | 0x20) {
            seen.append(text[prefix] | 0x20)
            prefix += 1
        }
        guard prefix < text.endIndex, text[prefix] == 0x22 || text[prefix] == 0x27 else { return nil }
        guard seen.count < 2 || seen[0] != seen[1] else { return nil }
        isBytes = seen.contains(0x62)
        isRaw = seen.contains(0x72)
        quote = text[prefix]
        let isTriple =
            text[prefix...].prefix(3).count == 3 && text[prefix...].prefix(3).allSatisfy { $0 == text[prefix] }
        quotes = isTriple ? 3 : 1
        opening = seen.count + quotes
    }

    func closes(_ text: ArraySlice<UInt8>) -> Bool {
        let marks = text.prefix(quotes)
        return marks.count == quotes && marks.allSatisfy { $0 == quote }
    }
}
