/// Splits `multipart/form-data` (RFC 7578) as it comes in, holding no more than a piece and a boundary.
///
/// Feed it pieces; it answers with what they hold, in order.
struct MultipartReader {
    /// What a piece of the body held.
    enum Event: Equatable {
        /// A part begins; `file` is nil for a plain field.
        case part(name: String, file: String?)
        case bytes([UInt8])
        case partEnd
        case end
    }

    /// The body is not what its heading says.
    struct Broken: Error {}

    private enum Place { case preamble, headers, content, end }

    private let boundary: [UInt8]
    private var buffer: [UInt8] = []
    private var place = Place.preamble

    /// Takes the boundary out of the content type.
    ///
    /// It is nil when there is none, or its boundary is longer than RFC 2046 lets it be.
    ///
    /// - Parameter contentType: As `multipart/form-data; boundary=…`.
    init?(contentType: String) {
        guard contentType.lowercased().hasPrefix("multipart/form-data"),
            let value = Self.parameter("boundary", of: contentType), (1...70).contains(value.utf8.count)
        else { return nil }
        boundary = Array("\r\n--\(value)".utf8)
        // The first boundary stands without a line end before it.
        buffer = [13, 10]
    }

    var isAtEnd: Bool { place == .end }

    /// Takes the next piece of the body.
    ///
    /// - Parameter piece: Its bytes.
    /// - Returns: What is known by now.
    /// - Throws: `Broken`.
    mutating func take(_ piece: some Sequence<UInt8>) throws(Broken) -> [Event] {
        buffer.append(contentsOf: piece)
        var events: [Event] = []
        while try step(&events) {}
        return events
    }

    /// One step; false when more bytes are needed.
    private mutating func step(_ events: inout [Event]) throws(Broken) -> Bool {
        switch place {
        case .preamble: try skipPreamble(&events)
        case .headers: try readHeaders(&events)
        case .content: try readContent(&events)
        case .end: drop()
        }
    }

    private mutating func drop() -> Bool {
        buffer.removeAll()
        return false
    }

    private mutating func skipPreamble(_ events: inout [Event]) throws(Broken) -> Bool {
        guard let start = Self.find(boundary, in: buffer) else {
            if buffer.count > 1 << 16 { throw Broken() }
            return false
        }
        return try passBoundary(at: start, &events)
    }

    private mutating func readContent(_ events: inout [Event]) throws(Broken) -> Bool {
        guard let start = Self.find(boundary, in: buffer) else {
            let safe = buffer.count - boundary.count
            guard safe > 0 else { return false }
            events.append(.bytes(Array(buffer[..<safe])))
            buffer.removeFirst(safe)
            return false
        }
        // What follows a boundary must be there whole before the content before it is given away.
        guard buffer.count >= start + boundary.count + 2 else { return false }
        if start > 0 { events.append(.bytes(Array(buffer[..<start]))) }
        events.append(.partEnd)
        return try passBoundary(at: start, &events)
    }

    private mutating func passBoundary(at start: Int, _ events: inout [Event]) throws(Broken) -> Bool {
        let after = start + boundary.count
        guard buffer.count >= after + 2 else { return false }
        let mark = Array(buffer[after..<after + 2])
        buffer.removeFirst(after + 2)
        if mark == Array("--".utf8) {
            place = .end
            events.append(.end)
        } else if mark == [13, 10] {
            place = .headers
        } else {
            throw Broken()
        }
        return true
    }

    private mutating func readHeaders(_ events: inout [Event]) throws(Broken) -> Bool {
        guard let end = Self.find(Array("\r\n\r\n".utf8), in: buffer) else {
            if buffer.count > 1 << 14 { throw Broken() }
            return false
        }
        let lines = String(decoding: buffer[..<end], as: UTF8.self).split(separator: "\r\n")
        buffer.removeFirst(end + 4)
        guard let disposition = lines.first(where: { $0.lowercased().hasPrefix("content-disposition:") }),
            let name = Self.parameter("name", of: String(disposition))
        else { throw Broken() }
        place = .content
        // Content may be empty, and then the boundary follows at once: its line end is the one of the headers.
        if buffer.starts(with: boundary.dropFirst(2)) { buffer.insert(contentsOf: [13, 10], at: 0) }
        events.append(.part(name: name, file: Self.parameter("filename", of: String(disposition))))
        return true
    }

    /// The value of a parameter, such as `name` in `form-data; name="file"; filename="a;b.xml"`.
    static func parameter(_ name: String, of header: String) -> String? {
        var rest = Substring(header)
        while let semicolon = rest.firstIndex(of: ";") {
            rest = rest[rest.index(after: semicolon)...].drop { $0 == " " }
            guard let equals = rest.firstIndex(of: "=") else { return nil }
            let found = rest[..<equals].lowercased()
            rest = rest[rest.index(after: equals)...]
            let value: String
            if rest.first == "\"" {
                rest = rest.dropFirst()
                guard let quote = rest.firstIndex(of: "\"") else { return nil }
                // Browsers write a quote in a name as %22 (WHATWG HTML, multipart form data).
                value = String(rest[..<quote]).replacing("%22", with: "\"").replacing("%0D", with: "")
                    .replacing("%0A", with: "")
                rest = rest[rest.index(after: quote)...]
            } else {
                let end = rest.firstIndex(of: ";") ?? rest.endIndex
                value = rest[..<end].trimmingSpaces
                rest = rest[end...]
            }
            if found == name { return value }
        }
        return nil
    }

    private static func find(_ pattern: [UInt8], in bytes: [UInt8]) -> Int? {
        guard bytes.count >= pattern.count, let first = pattern.first else { return nil }
        let last = bytes.count - pattern.count
        var start = 0
        while start <= last {
            guard let next = bytes[start...last].firstIndex(of: first) else { return nil }
            if bytes[next..<next + pattern.count].elementsEqual(pattern) { return next }
            start = next + 1
        }
        return nil
    }
}

extension Substring {
    fileprivate var trimmingSpaces: String {
        var text = self
        while text.last == " " { text = text.dropLast() }
        return String(text)
    }
}
