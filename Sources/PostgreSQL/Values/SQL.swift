import Foundation

/// A statement, from a literal or from a file: never put together from values.
///
/// A value always travels as a `Parameter`. String interpolation does not compile.
public struct SQL: Sendable, Hashable, ExpressibleByStringLiteral {
    /// The statement's text.
    public let text: String

    public init(stringLiteral literal: StaticString) {
        text = literal.description
    }

    /// Takes the contents of a file of statements, such as a migration.
    ///
    /// - Parameter text: The file's contents; text that holds values must never come this way.
    public init(fileContents text: String) {
        self.text = text
    }

    /// Puts a quoted name where a placeholder stands, as names of tables and columns cannot be parameters.
    ///
    /// - Parameters:
    ///   - placeholder: What to replace, such as `{partition}`; every occurrence is replaced.
    ///   - name: The name of a table, column, role or database, from the schema model only. A dot in it is part of
    ///     the name; for `schema.table` use two placeholders.
    /// - Returns: The statement with the name in double quotes.
    public func naming(_ placeholder: StaticString, _ name: String) -> SQL {
        let pieces = text.components(separatedBy: placeholder.description)
        return SQL(fileContents: pieces.joined(separator: SQL.quoted(name)))
    }

    static func quoted(_ name: String) -> String {
        // NUL would end the statement early.
        let doubled = name.split(separator: "\0").joined().components(separatedBy: "\"").joined(separator: "\"\"")
        return "\"\(doubled)\""
    }
}
