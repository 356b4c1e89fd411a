/// A value for `$1`, `$2` … of a statement.
///
/// All but `bytes` travel as text of no stated type, so the server reads them as what the statement needs: text
/// `2025-01-16` fits a date. Where nothing says the type, as in `unnest($1)`, write a cast: `unnest($1::text[])`.
public enum Parameter: Sendable, Hashable {
    case null
    case integer(Int64)
    case double(Double)
    case boolean(Bool)
    /// Text; a NUL in it is an error, as PostgreSQL has no such character.
    case text(String)
    /// A `bytea`.
    case bytes([UInt8])
    case textArray([String])
    case integerArray([Int64])

    public init(_ value: Int?) { self = value.map { .integer(Int64($0)) } ?? .null }
    public init(_ value: Int32?) { self = value.map { .integer(Int64($0)) } ?? .null }
    public init(_ value: Int64?) { self = value.map { .integer($0) } ?? .null }
    public init(_ value: Double?) { self = value.map { .double($0) } ?? .null }
    public init(_ value: Bool?) { self = value.map { .boolean($0) } ?? .null }
    public init(_ value: String?) { self = value.map { .text($0) } ?? .null }
    public init(_ value: [UInt8]?) { self = value.map { .bytes($0) } ?? .null }
    public init(_ values: [String]) { self = .textArray(values) }
    public init(_ values: [Int64]) { self = .integerArray(values) }
}

extension Parameter: ExpressibleByIntegerLiteral, ExpressibleByStringLiteral, ExpressibleByBooleanLiteral,
    ExpressibleByFloatLiteral, ExpressibleByNilLiteral
{
    public init(integerLiteral value: Int64) { self = .integer(value) }
    public init(stringLiteral value: String) { self = .text(value) }
    public init(booleanLiteral value: Bool) { self = .boolean(value) }
    public init(floatLiteral value: Double) { self = .double(value) }
    public init(nilLiteral: ()) { self = .null }
}

extension Parameter {
    var isBytes: Bool {
        if case .bytes = self { return true }
        return false
    }

    /// The value as it travels, without a closing NUL; nil for NULL.
    func encoded() throws(PostgreSQLError) -> [UInt8]? {
        switch self {
        case .null: nil
        case .integer(let value): Array(String(value).utf8)
        case .double(let value): Array(Parameter.spelling(value).utf8)
        case .boolean(let value): [value ? UInt8(ascii: "t") : UInt8(ascii: "f")]
        case .text(let value): try Parameter.withoutNUL(Array(value.utf8))
        case .bytes(let value): value
        case .textArray(let values): try Parameter.withoutNUL(Parameter.array(values))
        case .integerArray(let values): Array("{\(values.map(String.init).joined(separator: ","))}".utf8)
        }
    }

    private static func spelling(_ value: Double) -> String {
        if value.isNaN { return "NaN" }
        if value.isInfinite { return value < 0 ? "-Infinity" : "Infinity" }
        return String(value)
    }

    private static func withoutNUL(_ bytes: [UInt8]) throws(PostgreSQLError) -> [UInt8] {
        guard !bytes.contains(0) else { throw PostgreSQLError(.parameter) }
        return bytes
    }

    private static func array(_ values: [String]) -> [UInt8] {
        var bytes: [UInt8] = [UInt8(ascii: "{")]
        for (index, value) in values.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            bytes.append(UInt8(ascii: "\""))
            for byte in value.utf8 {
                if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { bytes.append(UInt8(ascii: "\\")) }
                bytes.append(byte)
            }
            bytes.append(UInt8(ascii: "\""))
        }
        bytes.append(UInt8(ascii: "}"))
        return bytes
    }
}
