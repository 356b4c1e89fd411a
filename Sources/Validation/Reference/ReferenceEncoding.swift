/// How the bytes of a reference file stand for text.
enum ReferenceEncoding: Sendable {
    case utf8, windows1252

    /// Tells the encoding of a file from its bytes.
    ///
    /// Windows-1252 says nothing of itself, so it is what is left when the bytes are not UTF-8; Latin-1 differs from it
    /// only in control characters.
    ///
    /// - Returns: The encoding, and where the text begins.
    /// - Throws: `ReferenceError` for UTF-16 and for bytes that are no text.
    static func find(in bytes: [UInt8], file: String) throws(ReferenceError) -> (encoding: Self, start: Int) {
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { return (.utf8, 3) }
        if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) || bytes.contains(0) {
            let sentence = "The file is not CSV in UTF-8 or Windows-1252. Save it as CSV, or fetch it again."
            throw ReferenceError(code: .encoding, file: file, line: 0, sentence: sentence)
        }
        return ((try? UTF8Span(validating: bytes.span)) != nil ? .utf8 : .windows1252, 0)
    }

    /// The text of some bytes.
    func text(_ bytes: ArraySlice<UInt8>) -> String {
        guard self == .windows1252, bytes.contains(where: { $0 >= 0x80 }) else {
            return String(decoding: bytes, as: UTF8.self)
        }
        var text = String.UnicodeScalarView()
        for byte in bytes { text.append(Self.scalar(byte)) }
        return String(text)
    }

    private static func scalar(_ byte: UInt8) -> Unicode.Scalar {
        guard (0x80...0x9F).contains(byte) else { return Unicode.Scalar(byte) }
        return Unicode.Scalar(upper[Int(byte) - 0x80]) ?? "\u{FFFD}"
    }

    /// What Windows-1252 has in place of the control characters 80 to 9F; FFFD where it has nothing.
    private static let upper: [UInt16] = [
        0x20AC, 0xFFFD, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0xFFFD,
        0x017D, 0xFFFD, 0xFFFD, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A,
        0x0153, 0xFFFD, 0x017E, 0x0178,
    ]
}
