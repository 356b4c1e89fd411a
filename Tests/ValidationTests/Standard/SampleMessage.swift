import Returns

/// A message with one record of each table and each item filled in, in the order of the layout.
struct SampleMessage {
    private let schema: ResolvedSchema

    init(_ schema: ResolvedSchema) {
        self.schema = schema
    }

    var text: String { "<Message>\(MessageLayout(schema).content.map(element).joined())</Message>" }

    private func element(_ element: MessageLayout.Element) -> String {
        switch element {
        case .wrapper(let name, let content): "<\(name)>\(content.map(self.element).joined())</\(name)>"
        case .record(let table, let content):
            "<\(schema.tables[table].xmlElement)>\(content.map(self.element).joined())"
                + "</\(schema.tables[table].xmlElement)>"
        case .field(let table, let place): item(schema.tables[table].fields[place])
        }
    }

    private func item(_ field: FieldSchema) -> String {
        "<\(field.xmlElement)>\(value(field.type))</\(field.xmlElement)>"
    }

    private func value(_ type: FieldType) -> String {
        switch type {
        case .text: "x"
        case .integer(let low, let high): String(low ?? high ?? 1)
        case .boolean: "1"
        case .date: schema.collection.censusDate.description
        case .dateTime: "\(schema.collection.censusDate)T09:00:00"
        case .code(let list): schema.codeLists[list]?.codes.first?.code ?? "x"
        case .identifier(let kind): identifier(kind)
        }
    }

    private func identifier(_ kind: IdentifierKind) -> String {
        switch kind {
        case .upn: "B801200005001"
        case .uln: "1000000018"
        case .urn: "123456"
        case .ukprn: "10000001"
        case .postcode: "SW1A 1AA"
        case .localAuthority: "301"
        }
    }
}
