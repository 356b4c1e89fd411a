import RuleLanguage

/// What of CEL a conformance case needs that the language leaves out, found from the case's text alone: so a refusal
/// by the language of what it should speak is seen.
enum OutsideReason: String, CaseIterable {
    case message = "messages and enumerations"
    case map = "maps"
    case null = "null"
    case unsigned = "unsigned numbers"
    case bytes = "bytes"
    case time = "timestamps and durations"
    case type = "types as values"
    case dynamic = "dyn or the checker switched off"
    case optional = "optional values"
    case mixed = "values of several types together"
    case name = "names with dots or in backticks"
    case macro = "macros of two variables and of extensions"
    case function = "functions of extensions"
    case pattern = "computed patterns"

    /// The first reason that a case lies outside.
    init?(_ test: ConformanceCase, refusal: ExpressionError) {
        var found = Self.inText(test.expression) + test.bindings.compactMap { Self.inValue($0.value) }
        found += test.environment.compactMap { Self.inDeclaration($0) }
        if case .value(let value) = test.expectation, let reason = Self.inValue(value) { found.append(reason) }
        if let first = found.first {
            self = first
        } else if test.isUnchecked
            || test.deducedType?.message("list_type")?.message("elem_type")?.message("dyn") != nil
            || test.deducedType?.message("dyn") != nil
        {
            self = .dynamic
        } else if refusal.sentence.contains("type") {
            self = .mixed
        } else {
            return nil
        }
    }

    private static func inDeclaration(_ declaration: TextMessage) -> OutsideReason? {
        if declaration.message("function") != nil { return .function }
        return declaration.message("ident")?.message("type")?.text("message_type").map { _ in .message }
    }

    private static func inValue(_ value: TextMessage) -> OutsideReason? {
        switch value.fields.first?.name {
        case "uint64_value": .unsigned
        case "bytes_value": .bytes
        case "null_value": .null
        case "map_value": .map
        case "type_value": .type
        case "object_value", "enum_value": .message
        case "list_value": value.message("list_value").flatMap { inList($0.messages("values")) }
        default: nil
        }
    }

    private static func inList(_ values: [TextMessage]) -> OutsideReason? {
        if let reason = values.lazy.compactMap({ inValue($0) }).first { return reason }
        return Set(values.compactMap { $0.fields.first?.name }).count > 1 ? .mixed : nil
    }
}

extension OutsideReason {
    /// The reasons in an expression's text, texts and comments in it left out.
    static func inText(_ text: String) -> [OutsideReason] {
        let bare = text.replacing(/\/\/[^\n]*/, with: "")
        var code = ""
        var reasons: [OutsideReason] = []
        for piece in pieces(bare) {
            switch piece {
            case .code(let part): code += part
            case .text(let prefix):
                code += "\"\""
                if prefix.lowercased().contains("b") { reasons.append(.bytes) }
            }
        }
        // Words end at signs here, not where the sentences of a language would have it.
        reasons += marks.filter { code.contains($0.0.wordBoundaryKind(.simple)) }.map(\.1)
        return reasons
    }

    private enum Piece {
        case code(String)
        case text(prefix: String)
    }

    private static func pieces(_ text: String) -> [Piece] {
        let literal =
            /(?<prefix>(?:[rRbB]{1,2})?)(?:"""(?s:.*?)"""|'''(?s:.*?)'''|"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')/
        var pieces: [Piece] = []
        var rest = text[...]
        while let match = rest.firstMatch(of: literal) {
            pieces += [.code(String(rest[..<match.range.lowerBound])), .text(prefix: String(match.output.prefix))]
            rest = rest[match.range.upperBound...]
        }
        return pieces + [.code(String(rest))]
    }

    nonisolated(unsafe) private static let marks: [(Regex<Substring>, OutsideReason)] = [
        (/[A-Za-z_0-9.`]\s*\{/, .message),
        (/TestAllTypes|NestedEnum|GlobalEnum|google\s*\.\s*protobuf|cel\s*\.\s*expr/, .message),
        (/(?:^|[^A-Za-z_0-9.`\s])\s*\{/, .map),
        (/\bnull\b/, .null),
        (/\b(?:0x[0-9a-fA-F]+|[0-9]+)[uU]\b|\buint\(/, .unsigned),
        (/\bbytes\(/, .bytes),
        (/\b(?:timestamp|duration)\(|\.get[A-Z][A-Za-z]+\(/, .time),
        (/\btype\(|(?:^|[^.A-Za-z_])(?:bool|int|uint|double|string|bytes|list|map|type|null_type)\b(?!\()/, .type),
        (/\bdyn\(/, .dynamic),
        (/\.\?|\[\?|\boptional\b|\.optMap|\.optFlatMap/, .optional),
        (/\.(?:all|exists|exists_one|existsOne)\(\s*\w+\s*,\s*\w+\s*,|\btransform(?:List|Map)|\.existsOne\(/, .macro),
        (
            /\.(?:charAt|format|indexOf|join|lastIndexOf|lowerAscii|replace|split|substring|trim|upperAscii)\(/,
            .function
        ),
        (/\.reverse\(|\bstrings\.|\bmath\.|\bbase64\.|\bproto\./, .function),
        (/\bcel\.(?:bind|block|index|iterVar|accuVar)/, .function),
        (/`/, .name),
    ]
}
