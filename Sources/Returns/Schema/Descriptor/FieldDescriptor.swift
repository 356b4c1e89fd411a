import Yams

/// Reads a field of a resolved descriptor.
struct FieldDescriptor {
    let node: DescriptorNode
    let codeLists: Set<String>

    private static let keys: Set = [
        "name", "title", "description", "type", "constraints", "send:item", "send:xml", "send:xmlWrapper", "send:csv",
        "send:template", "send:codes", "send:codesUnconfirmed", "send:identifier", "send:evidence", "send:flat",
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
            evidence: try mapping.text("send:evidence"),
            codesAreUnconfirmed: try mapping["send:codesUnconfirmed"]?.boolean() ?? false,
            flat: try flat(mapping)
        )
    }

    /// A heading, a list of headings that mean the same, or one such list for each record of a row.
    private func flat(_ mapping: DescriptorMapping) throws(SchemaError) -> FlatItem {
        guard let place = mapping["send:flat"] else { return .absent }
        guard place.node.sequence != nil else {
            let name = try place.text()
            return name == "position" ? .position : .columns([[name]])
        }
        let items = try place.sequence()
        guard items.first?.node.sequence != nil else { return .columns([try names(place)]) }
        var places: [[String]] = []
        for item in items { places.append(try names(item)) }
        return .columns(places)
    }

    private func names(_ place: DescriptorNode) throws(SchemaError) -> [String] {
        var names: [String] = []
        for name in try place.sequence() { names.append(try name.text()) }
        guard !names.isEmpty else { throw place.failure("A heading is expected here.") }
        return names
    }

    /// Refuses what would be read and then have no effect.
    private func refuseMismatch(_ mapping: DescriptorMapping, _ constraints: DescriptorMapping?) throws(SchemaError) {
        let type = try mapping.text("type")
        let meaning = mapping["send:codes"] ?? mapping["send:identifier"]
        if let meaning, type != "string" {
            throw meaning.failure("A field with codes or an identifier has the type string.")
        }
        if let identifier = mapping["send:identifier"], mapping["send:codes"] != nil {
            throw identifier.failure("A field has codes or an identifier, not both.")
        }
        if let length = constraints?["maxLength"], type != "string" || meaning != nil {
            throw length.failure("maxLength is for plain text.")
        }
        if let bound = constraints?["minimum"] ?? constraints?["maximum"], type != "integer" {
            throw bound.failure("minimum and maximum are for whole numbers.")
        }
    }

    private func type(_ mapping: DescriptorMapping, _ constraints: DescriptorMapping?) throws(SchemaError) -> FieldType
    {
        try refuseMismatch(mapping, constraints)
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
                minimum: try constraints?["minimum"]?.bound(),
                maximum: try constraints?["maximum"]?.bound()
            )
        case "boolean": return .boolean
        case "date": return .date
        case "datetime": return .dateTime
        default: throw try mapping.required("type").failure("A type is string, integer, boolean, date or datetime.")
        }
    }
}
