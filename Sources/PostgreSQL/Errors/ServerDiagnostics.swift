import CLibPQ
import Foundation

extension PostgreSQLError {
    /// Takes from a failed result what may be told: never the message, detail, hint, context or query.
    ///
    /// - Parameters:
    ///   - result: The failed result.
    ///   - statement: The text that was run, to turn a position into a line.
    init(result: OpaquePointer?, statement: String) {
        func field(_ character: Character) -> String? {
            guard let code = character.asciiValue, let text = PQresultErrorField(result, Int32(code)) else {
                return nil
            }
            return String(cString: text)
        }
        let place = CopyPlace(context: field("W"))
        self.init(
            .sqlState,
            sqlState: field("C") ?? "",
            table: field("t") ?? place?.table,
            column: field("c") ?? place?.column,
            constraint: field("n"),
            line: place?.line ?? field("P").flatMap { Int($0) }.map { Self.line(of: $0, in: statement) }
        )
    }

    private static func line(of position: Int, in statement: String) -> Int {
        1 + statement.unicodeScalars.prefix(position - 1).count { $0 == "\n" }
    }
}

/// Where COPY stopped, read from a context such as `COPY plan, line 2, column dob: "…"`.
///
/// The value follows the place, so reading from the front and stopping at the first surprise never reaches it.
struct CopyPlace {
    let table: String
    let line: Int
    let column: String?

    init?(context: String?) {
        guard let context, context.hasPrefix("COPY ") else { return nil }
        let firstLine = context.prefix { $0 != "\n" }.dropFirst("COPY ".count)
        guard let mark = firstLine.range(of: ", line ") else { return nil }
        let digits = firstLine[mark.upperBound...].prefix { $0.isASCII && $0.isNumber }
        guard let number = Int(digits) else { return nil }
        table = String(firstLine[..<mark.lowerBound])
        line = number
        let rest = firstLine[digits.endIndex...]
        column = rest.hasPrefix(", column ") ? String(rest.dropFirst(", column ".count).prefix { $0 != ":" }) : nil
    }
}
