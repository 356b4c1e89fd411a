/// Writes JSON members in the order in which they are given.
struct JSONText {
    private(set) var text = ""
    private var needsComma = false

    mutating func open(_ bracket: Character) {
        separate()
        text.append(bracket)
        needsComma = false
    }

    mutating func close(_ bracket: Character) {
        text.append(bracket)
        needsComma = true
    }

    /// Starts a new line, so that long lists can be compared line by line.
    mutating func breakLine() {
        if needsComma { text.append(",") }
        text.append("\n")
        needsComma = false
    }

    mutating func key(_ key: String) {
        separate()
        quote(key)
        text.append(":")
        needsComma = false
    }

    mutating func member(_ key: String, _ value: String) {
        self.key(key)
        quote(value)
        needsComma = true
    }

    mutating func member(_ key: String, _ value: Int) {
        self.key(key)
        text.append(String(value))
        needsComma = true
    }

    mutating func member(_ key: String, _ value: Bool) {
        self.key(key)
        text.append(value ? "true" : "false")
        needsComma = true
    }

    /// A string in a list.
    mutating func element(_ value: String) {
        separate()
        quote(value)
        needsComma = true
    }

    /// Hands over what was written so far and starts afresh in the same place.
    mutating func take() -> String {
        defer { text.removeAll(keepingCapacity: true) }
        return text
    }

    private mutating func separate() {
        if needsComma { text.append(",") }
    }

    private mutating func quote(_ value: String) {
        text.append("\"")
        defer { text.append("\"") }
        guard value.utf8.contains(where: { $0 < 0x20 || $0 == 0x22 || $0 == 0x5C || $0 == 0x7F }) else {
            text.append(value)
            return
        }
        for scalar in value.unicodeScalars {
            switch scalar {
            case "\"": text.append("\\\"")
            case "\\": text.append("\\\\")
            case "\n": text.append("\\n")
            case "\r": text.append("\\r")
            case "\t": text.append("\\t")
            case _ where scalar.value < 0x20 || scalar.value == 0x7F:
                let digits = String(scalar.value, radix: 16)
                text.append("\\u" + String(repeating: "0", count: 4 - digits.count) + digits)
            default: text.unicodeScalars.append(scalar)
            }
        }
    }
}
