import Foundation
import HTTPTypes
import Hummingbird
import NIOCore

/// A JSON object that a program sent, read strictly: every member is of its type, and none is there unasked for.
struct ProgramBody {
    private let members: [String: JSONValue]

    /// Reads the body of a request.
    ///
    /// - Parameters:
    ///   - request: The request.
    ///   - names: The members that may be there.
    /// - Throws: `PortalError.otherMedia`, `tooLarge`, or `refused` with what to mend.
    init(_ request: Request, members names: Set<String>) async throws {
        guard mediaType(request.headers[.contentType] ?? "") == "application/json" else {
            throw PortalError.otherMedia("application/json")
        }
        let limit = 1 << 20
        let buffer: ByteBuffer
        do {
            buffer = try await request.body.collect(upTo: limit)
        } catch is NIOTooManyBytesError {
            throw PortalError.tooLarge(limit: limit)
        }
        guard let value = try? JSONDecoder().decode(JSONValue.self, from: Data(buffer.readableBytesView)),
            case .object(let members) = value
        else { throw PortalError.refused("Send a JSON object.", member: "") }
        if let other = members.keys.filter({ !names.contains($0) }).min() {
            throw PortalError.notDescribed(other)
        }
        self.members = members
    }

    /// A text of at least one character, without NUL, which PostgreSQL cannot hold.
    func text(_ name: String, atMost limit: Int) throws(PortalError) -> String {
        guard case .string(let text)? = members[name], (1...limit).contains(text.unicodeScalars.count),
            !text.unicodeScalars.contains("\0")
        else { throw .refused("Give a text of 1 to \(limit) characters.", member: name) }
        return text
    }

    /// True or false; false when it is not there.
    func flag(_ name: String) throws(PortalError) -> Bool {
        switch members[name] {
        case nil: return false
        case .bool(let value)?: return value
        default: throw .refused("Give true or false.", member: name)
        }
    }

    /// Numbers from 1; nil when they are not there.
    func numbers(_ name: String) throws(PortalError) -> [Int]? {
        guard let value = members[name] else { return nil }
        guard case .array(let values) = value, (1...1000).contains(values.count) else {
            throw .refused("Give a list of 1 to 1000 numbers.", member: name)
        }
        return try values.map { value throws(PortalError) in
            guard case .integer(let number) = value, (1...Int(Int32.max)).contains(number) else {
                throw .refused("Give numbers of findings, from 1.", member: name)
            }
            return number
        }
    }
}

extension PortalError {
    /// A program sent something under a name that it was not asked for.
    static func notDescribed(_ name: String) -> PortalError {
        .refused("Leave out what the description does not name.", member: String(name.prefix(40)))
    }
}

/// The type of a body without its parameters, in lower case.
func mediaType(_ header: String) -> String {
    String(header.prefix { $0 != ";" }).trimmingCharacters(in: .whitespaces).lowercased()
}

private enum JSONValue: Decodable {
    case null
    case bool(Bool)
    case integer(Int)
    case number(Double)
    case string(String)
    case array([JSONValue])
    case object([String: JSONValue])

    init(from decoder: any Decoder) throws {
        let value = try decoder.singleValueContainer()
        if value.decodeNil() {
            self = .null
        } else if let bool = try? value.decode(Bool.self) {
            self = .bool(bool)
        } else if let integer = try? value.decode(Int.self) {
            self = .integer(integer)
        } else if let number = try? value.decode(Double.self) {
            self = .number(number)
        } else if let text = try? value.decode(String.self) {
            self = .string(text)
        } else if let values = try? value.decode([JSONValue].self) {
            self = .array(values)
        } else {
            self = .object(try value.decode([String: JSONValue].self))
        }
    }
}
