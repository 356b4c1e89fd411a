/// Reads a field of a resolved descriptor.
struct FieldDescriptor {
    let node: DescriptorNode
    let codeLists: Set<String>

    private static let keys: Set = [
        "name", "title", "description", "type", "constraints", "send:item", "send:xml", "send:xmlWrapper", "send:csv",
        "send:template", "send:codes", "send:codesUnconfirmed", "send:identifier", "send:evidence",
    ]

    func field() throws(SchemaError) -> FieldSchema {
        let mapping = try node.mapping(allowing: Self.keys)
        let constraints = try mapping["constraints"]?.mapping(
            allowing: ["required", "maxLength", "minimum", "maximum"]
        )
        return FieldSchema(
            name: try mapping.text("name"),
            title: try mapping.text("title"),
            description: try mapping.text("description"),
            type: try type(mapping, constraints),
            isRequired: try constraints?["required"]?.boolean() ?? false,
            item: try mapping.optionalText("send:item"),
            xmlElement: try mapping.text("send:xml"),
            xmlWrapper: try mapping.optionalText("send:xmlWrapper"),
            csvColumn: try mapping.text("send:csv"),
            templateHeading: try mapping.optionalText("send:template"),
            evidence: try mapping.text("send:evidence")
        )
    }

    private func type(_ mapping: DescriptorMapping, _ constraints: DescriptorMapping?) throws(SchemaError) -> FieldType
    {
        if let codes = mapping["send:codes"] {
            let list = try codes.text()
            guard codeLists.contains(list) else {
                throw codes.failure("There is no code list \(list) in Schemas/codes.")
            }
            return .code(list: list)
        }
        if let identifier = mapping["send:identifier"] {
            guard let kind = IdentifierKind(rawValue: try identifier.text()) else {
                let known = IdentifierKind.allCases.map(\.rawValue).joined(separator: ", ")
                throw identifier.failure("An identifier is one of \(known).")
            }
            return .identifier(kind)
        }
        switch try mapping.text("type") {
        case "string": return .text(maximumLength: try constraints?["maxLength"]?.number())
        case "integer":
            return .integer(
                minimum: try constraints?["minimum"].map { node throws(SchemaError) in
                    Int32(clamping: try node.number())
                },
                maximum: try constraints?["maximum"].map { node throws(SchemaError) in
                    Int32(clamping: try node.number())
                }
            )
        case "boolean": return .boolean
        case "date": return .date
        case "datetime": return .dateTime
        default: throw try mapping.required("type").failure("A type is string, integer, boolean, date or datetime.")
        }
    }
}
