import Returns

/// The simple types of an XML Schema: one for each type of field a standard uses.
struct XMLSchemaTypes {
    private let schema: ResolvedSchema

    init(_ schema: ResolvedSchema) {
        self.schema = schema
    }

    /// The name of the simple type of a field.
    ///
    /// - Parameters:
    ///   - type: The field's type.
    ///   - isFree: Whether its codes are not confirmed, so that any text may stand.
    /// - Returns: The name to write after `type=`.
    static func name(_ type: FieldType, isFree: Bool) -> String {
        switch type {
        case .text(let length): length.map { "text-\($0)" } ?? "xs:string"
        case .integer(nil, nil): "xs:integer"
        case .integer(let low, let high): "number\(bound(low, "from"))\(bound(high, "to"))"
        case .boolean: "xs:boolean"
        case .date: "xs:date"
        case .dateTime: "xs:dateTime"
        case .code(let list): isFree ? "xs:string" : "code-\(list)"
        case .identifier(let kind): "identifier-\(kind.rawValue)"
        }
    }

    private static func bound(_ value: Int32?, _ word: String) -> String {
        value.map { "-\(word)-\($0 < 0 ? "minus-\(-Int64($0))" : String($0))" } ?? ""
    }

    func write(_ xml: inout XMLLines) {
        var written: Set<String> = []
        for field in schema.tables.flatMap(\.fields) {
            let name = Self.name(field.type, isFree: field.codesAreUnconfirmed)
            guard !name.hasPrefix("xs:"), written.insert(name).inserted else { continue }
            xml.element("xs:simpleType", ["name": name]) { restriction(field.type, &$0) }
        }
    }

    private func restriction(_ type: FieldType, _ xml: inout XMLLines) {
        let base = if case .integer = type { "xs:integer" } else { "xs:string" }
        xml.element("xs:restriction", ["base": base]) { xml in
            for (facet, value) in facets(type) { xml.empty("xs:\(facet)", ["value": value]) }
        }
    }

    private func facets(_ type: FieldType) -> [(String, String)] {
        switch type {
        case .text(let length): length.map { [("maxLength", String($0))] } ?? []
        case .integer(let low, let high):
            (low.map { [("minInclusive", String($0))] } ?? []) + (high.map { [("maxInclusive", String($0))] } ?? [])
        case .code(let list):
            schema.codeLists[list].map { $0.isUnconfirmed ? [] : $0.codes.map { ("enumeration", $0.code) } } ?? []
        case .identifier(let kind): [("pattern", Self.pattern(kind))]
        case .boolean, .date, .dateTime: []
        }
    }

    /// The form of an identifier; check characters are beyond a pattern.
    private static func pattern(_ kind: IdentifierKind) -> String {
        switch kind {
        case .upn: "[A-HJ-NP-RT-Z][0-9]{11}[0-9A-HJ-NP-RT-Z]"
        case .uln: "[1-9][0-9]{9}"
        case .urn: "[1-9][0-9]{5}"
        case .ukprn: "1[0-9]{7}"
        case .postcode: "[A-Z]{1,2}[0-9][0-9A-Z]? [0-9][A-Z]{2}"
        case .localAuthority: "[0-9]{3}"
        }
    }
}
