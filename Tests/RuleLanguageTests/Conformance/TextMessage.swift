/// A message in the text format of protocol buffers (protobuf.dev/reference/protobuf/textformat-spec).
struct TextMessage: Sendable {
    indirect enum Value: Sendable {
        /// A number or a name.
        case word(String)
        case text([UInt8])
        case message(TextMessage)
    }

    var fields: [(name: String, value: Value)] = []

    init() {}

    init(reading bytes: [UInt8]) throws {
        var reader = TextMessageReader(bytes)
        self = try reader.fields(until: nil)
    }

    func messages(_ name: String) -> [TextMessage] {
        fields.compactMap { field in
            guard field.name == name, case .message(let message) = field.value else { return nil }
            return message
        }
    }

    func message(_ name: String) -> TextMessage? { messages(name).first }

    func word(_ name: String) -> String? {
        for case (name, .word(let word)) in fields { return word }
        return nil
    }

    /// - Returns: The text; nil where the field is missing or its bytes are no UTF-8.
    func text(_ name: String) -> String? {
        for case (name, .text(let bytes)) in fields { return String(validating: bytes, as: UTF8.self) }
        return nil
    }
}

struct TextMessageReader {
    struct Fault: Error {
        let offset: Int
    }

    private let bytes: [UInt8]
    private var place = 0

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    mutating func fields(until end: Character?) throws -> TextMessage {
        var message = TextMessage()
        while true {
            skipSpace()
            guard place < bytes.count else {
                guard end == nil else { throw Fault(offset: place) }
                return message
            }
            if let end, take(end) { return message }
            let name = take("[") ? try typeName() : try word()
            let hasColon = take(":")
            message.fields += try values(hasColon).map { (name, $0) }
            _ = take(",") || take(";")
        }
    }

    private mutating func values(_ hasColon: Bool) throws -> [TextMessage.Value] {
        guard take("[") else { return [try value(hasColon)] }
        var values: [TextMessage.Value] = []
        while !take("]") {
            values.append(try value(hasColon))
            _ = take(",")
        }
        return values
    }

    private mutating func value(_ hasColon: Bool) throws -> TextMessage.Value {
        if take("{") { return .message(try fields(until: "}")) }
        if take("<") { return .message(try fields(until: ">")) }
        guard hasColon else { throw Fault(offset: place) }
        var text: [UInt8] = []
        var isText = false
        while let quote = byte, quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") {
            isText = true
            place += 1
            try readText(until: quote, into: &text)
            skipSpace()
        }
        return isText ? .text(text) : .word(try word())
    }

    private var byte: UInt8? { place < bytes.count ? bytes[place] : nil }

    private mutating func skipSpace() {
        while let byte {
            if byte == UInt8(ascii: "#") {
                while let next = self.byte, next != UInt8(ascii: "\n") { place += 1 }
            } else if byte <= 0x20 {
                place += 1
            } else {
                return
            }
        }
    }

    private mutating func take(_ character: Character) -> Bool {
        skipSpace()
        guard let byte, byte == character.asciiValue else { return false }
        place += 1
        return true
    }

    private mutating func word() throws -> String {
        skipSpace()
        let start = place
        while let byte, byte > 0x20, !"{}<>[]:,;\"'#".utf8.contains(byte) { place += 1 }
        guard place > start else { throw Fault(offset: place) }
        return String(decoding: bytes[start..<place], as: UTF8.self)
    }

    private mutating func typeName() throws -> String {
        let name = try word()
        guard take("]") else { throw Fault(offset: place) }
        return name
    }
}

extension TextMessageReader {
    private mutating func readText(until quote: UInt8, into text: inout [UInt8]) throws {
        while let next = byte {
            place += 1
            if next == quote { return }
            guard next == UInt8(ascii: "\\") else {
                text.append(next)
                continue
            }
            text += try escape()
        }
        throw Fault(offset: place)
    }

    private mutating func escape() throws -> [UInt8] {
        guard let letter = byte.map({ Character(Unicode.Scalar($0)) }) else { throw Fault(offset: place) }
        let simple: [Character: UInt8] = [
            "n": 0x0a, "t": 0x09, "r": 0x0d, "f": 0x0c, "v": 0x0b, "a": 0x07, "b": 0x08, "\\": 0x5c, "'": 0x27,
            "\"": 0x22, "?": 0x3f,
        ]
        if let value = simple[letter] {
            place += 1
            return [value]
        }
        if letter.isWholeNumber { return [UInt8(truncatingIfNeeded: try number(3, radix: 8))] }
        place += 1
        switch letter {
        case "x", "X": return [UInt8(truncatingIfNeeded: try number(2, radix: 16))]
        case "u": return try scalar(4)
        case "U": return try scalar(8)
        default: throw Fault(offset: place)
        }
    }

    private mutating func scalar(_ digits: Int) throws -> [UInt8] {
        guard let scalar = Unicode.Scalar(UInt32(try number(digits, radix: 16))) else { throw Fault(offset: place) }
        return Array(String(Character(scalar)).utf8)
    }

    private mutating func number(_ most: Int, radix: Int) throws -> Int {
        var digits = ""
        while let byte, digits.count < most, Int(String(UnicodeScalar(byte)), radix: radix) != nil {
            digits.unicodeScalars.append(UnicodeScalar(byte))
            place += 1
        }
        guard let value = Int(digits, radix: radix) else { throw Fault(offset: place) }
        return value
    }
}
