import Foundation
import RuleLanguage
import Support

/// One case of the conformance tests of CEL (github.com/google/cel-spec).
struct ConformanceCase {
    enum Expectation {
        case value(TextMessage)
        case error
        /// Only the types are checked.
        case type
    }

    let file: String
    let name: String
    let expression: String
    /// Whether the case runs with the type checker switched off.
    let isUnchecked: Bool
    /// What the case declares.
    let environment: [TextMessage]
    let bindings: [(name: String, value: TextMessage)]
    let expectation: Expectation
    /// The type that a checker must find.
    let deducedType: TextMessage?

    init?(_ test: TextMessage, section: String, file: String) {
        guard let name = test.text("name"), let expression = test.text("expr") else { return nil }
        self.file = file
        self.name = "\(file)/\(section)/\(name)"
        self.expression = expression
        isUnchecked = test.word("disable_check") == "true"
        environment = test.messages("type_env")
        bindings = test.messages("bindings").compactMap { binding in
            guard let name = binding.text("key"), let value = binding.message("value") else { return nil }
            return (name, value.message("value") ?? value)
        }
        let typed = test.message("typed_result")
        deducedType = typed?.message("deduced_type")
        if test.message("eval_error") != nil || test.message("any_eval_errors") != nil {
            expectation = .error
        } else if test.word("check_only") == "true" {
            expectation = .type
        } else {
            expectation = .value(typed?.message("result") ?? test.message("value") ?? Self.isTrue)
        }
    }

    /// What a case expects that says nothing else.
    private static let isTrue = {
        var message = TextMessage()
        message.fields = [("bool_value", .word("true"))]
        return message
    }()
}

/// The files of cases that the source distribution of cel-python carries, unpacked by ops/install.
enum ConformanceFiles {
    static let folder: URL? = {
        let named = ProcessInfo.processInfo.environment["SENDSTAT_CEL_CASES"].flatMap { $0.isEmpty ? nil : $0 }
        let folder = named.map { URL(filePath: $0) } ?? Repository.root.appending(path: ".venv/cel-cases")
        return FileManager.default.fileExists(atPath: folder.path) ? folder : nil
    }()

    /// Whether a test that needs them should run: they are there, or this is CI, where missing them must fail.
    static var areExpected: Bool { folder != nil || ProcessInfo.processInfo.environment["CI"] == "true" }

    struct Missing: Error, CustomStringConvertible {
        var description: String { "The conformance cases are missing: run ops/install test." }
    }

    static var names: [String] {
        get throws {
            guard let folder else { throw Missing() }
            return try FileManager.default.contentsOfDirectory(atPath: folder.path)
                .filter { $0.hasSuffix(".textproto") }.map { String($0.dropLast(10)) }.sorted()
        }
    }

    static func cases(_ file: String) throws -> [ConformanceCase] {
        guard let folder else { throw Missing() }
        let data = try Data(contentsOf: folder.appending(path: "\(file).textproto"))
        let message = try TextMessage(reading: Array(data))
        return message.messages("section").flatMap { section in
            section.messages("test").compactMap {
                ConformanceCase($0, section: section.text("name") ?? "", file: file)
            }
        }
    }
}

extension ConstantValue {
    /// A value of the conformance cases; nil where the language has no such values.
    init?(_ message: TextMessage) {
        guard let field = message.fields.first else { return nil }
        switch (field.name, field.value) {
        case ("bool_value", .word(let word)): self = .bool(word == "true")
        case ("int64_value", .word(let word)):
            guard let value = Self.wholeNumber(word) else { return nil }
            self = .integer(value)
        case ("double_value", .word(let word)):
            guard let value = Double(word) else { return nil }
            self = .double(value)
        case ("string_value", .text(let bytes)):
            guard let text = String(validating: bytes, as: UTF8.self) else { return nil }
            self = .string(text)
        case ("list_value", .message(let list)):
            let elements = list.messages("values")
            let values = elements.compactMap { ConstantValue($0) }
            guard values.count == elements.count else { return nil }
            self = .list(values)
        default: return nil
        }
    }

    private static func wholeNumber(_ word: String) -> Int64? {
        word.hasPrefix("0x") ? Int64(word.dropFirst(2), radix: 16) : Int64(word)
    }

    /// Whether two values are one, a number that is none being like itself and zeros having signs.
    func isSame(as other: ConstantValue) -> Bool {
        switch (self, other) {
        case (.double(let left), .double(let right)):
            left.isNaN ? right.isNaN : left == right && left.sign == right.sign
        case (.list(let left), .list(let right)):
            left.count == right.count && zip(left, right).allSatisfy { $0.isSame(as: $1) }
        default: self == other
        }
    }
}
