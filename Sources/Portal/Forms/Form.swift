import Foundation

/// The fields of a form, as they were sent.
struct Form: Sendable {
    private let fields: [String: [String]]

    init(_ pairs: [(String, String)] = []) {
        fields = Dictionary(grouping: pairs, by: \.0).mapValues { $0.map(\.1) }
    }

    /// Reads `application/x-www-form-urlencoded` (WHATWG URL standard), which is also the form of a query.
    init(encoded text: String) {
        let pairs = text.split(separator: "&").map { pair in
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            return (Self.plain(parts[0]), parts.count > 1 ? Self.plain(parts[1]) : "")
        }
        self.init(pairs)
    }

    /// The first value of a field; empty when it was not sent.
    ///
    /// Lines end with a line feed, whatever the browser sent.
    subscript(_ name: String) -> String {
        (fields[name]?.first ?? "").replacingOccurrences(of: "\r\n", with: "\n")
    }

    /// All values of a field.
    func values(_ name: String) -> [String] { fields[name] ?? [] }

    var names: [String] { fields.keys.sorted() }

    private static func plain(_ text: Substring) -> String {
        var bytes: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "%"), let value = hexadecimal(rest.prefix(2)) {
                bytes.append(value)
                rest = rest.dropFirst(2)
            } else {
                bytes.append(byte == UInt8(ascii: "+") ? UInt8(ascii: " ") : byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func hexadecimal(_ digits: ArraySlice<UInt8>) -> UInt8? {
        guard digits.count == 2, digits.allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }) else { return nil }
        return UInt8(String(decoding: digits, as: UTF8.self), radix: 16)
    }
}
