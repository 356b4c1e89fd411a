/// What a cell can be read as.
public protocol PostgreSQLDecodable: Sendable {
    /// Reads a cell.
    ///
    /// - Parameter cell: The cell, in the server's text form.
    /// - Returns: The value, or nil when the cell is NULL or does not read as this type.
    static func decode(_ cell: Cell) -> Self?
}

extension Int64: PostgreSQLDecodable {
    public static func decode(_ cell: Cell) -> Int64? {
        cell.withBytes { bytes in
            let isNegative = bytes.first == UInt8(ascii: "-")
            guard bytes.count > (isNegative ? 1 : 0) else { return nil }
            var value: Int64 = 0
            for byte in bytes.dropFirst(isNegative ? 1 : 0) {
                guard byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") else { return nil }
                let digit = Int64(byte - UInt8(ascii: "0"))
                let (shifted, tooLong) = value.multipliedReportingOverflow(by: 10)
                // Counted downwards, as the least number has no positive twin.
                let (next, tooBig) = shifted.subtractingReportingOverflow(digit)
                guard !tooLong, !tooBig else { return nil }
                value = next
            }
            if isNegative { return value }
            return value == .min ? nil : -value
        }
    }
}

extension Int: PostgreSQLDecodable {
    public static func decode(_ cell: Cell) -> Int? { Int64.decode(cell).flatMap(Int.init(exactly:)) }
}

extension Int32: PostgreSQLDecodable {
    public static func decode(_ cell: Cell) -> Int32? { Int64.decode(cell).flatMap(Int32.init(exactly:)) }
}

extension Double: PostgreSQLDecodable {
    public static func decode(_ cell: Cell) -> Double? { String.decode(cell).flatMap { Double($0) } }
}

extension Bool: PostgreSQLDecodable {
    public static func decode(_ cell: Cell) -> Bool? {
        cell.withBytes { bytes in
            guard bytes.count == 1 else { return nil }
            switch bytes[0] {
            case UInt8(ascii: "t"): return true
            case UInt8(ascii: "f"): return false
            default: return nil
            }
        }
    }
}

extension String: PostgreSQLDecodable {
    public static func decode(_ cell: Cell) -> String? {
        cell.isNull ? nil : cell.withBytes { String(decoding: $0, as: UTF8.self) }
    }
}

/// A `bytea`.
extension Array: PostgreSQLDecodable where Element == UInt8 {
    public static func decode(_ cell: Cell) -> [UInt8]? {
        cell.withBytes { text in
            guard text.count >= 2, text.count % 2 == 0, text[0] == UInt8(ascii: "\\"), text[1] == UInt8(ascii: "x")
            else { return nil }
            var isHexadecimal = true
            let bytes = [UInt8](unsafeUninitializedCapacity: text.count / 2 - 1) { bytes, count in
                count = text.count / 2 - 1
                for place in 0..<count {
                    let high = hexadecimalDigits[Int(text[place * 2 + 2])]
                    let low = hexadecimalDigits[Int(text[place * 2 + 3])]
                    if high | low > 15 { isHexadecimal = false }
                    bytes.initializeElement(at: place, to: high << 4 | low)
                }
            }
            return isHexadecimal ? bytes : nil
        }
    }
}

/// For each byte the value of the digit it is, or 255.
private let hexadecimalDigits: [UInt8] = (0...255).map { byte in
    switch UInt8(byte) {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt8(byte) - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt8(byte) - UInt8(ascii: "a") + 10
    default: 255
    }
}

extension Optional: PostgreSQLDecodable where Wrapped: PostgreSQLDecodable {
    public static func decode(_ cell: Cell) -> Wrapped?? {
        if cell.isNull { return .some(.none) }
        guard let value = Wrapped.decode(cell) else { return nil }
        return .some(.some(value))
    }
}
