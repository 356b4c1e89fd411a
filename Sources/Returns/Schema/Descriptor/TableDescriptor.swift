import Yams

/// Reads a table of a resolved descriptor.
struct TableDescriptor {
    let node: DescriptorNode
    /// The tables that stand before it, of which one may be its parent.
    let earlier: [TableSchema]
    /// Names of the code lists there are.
    let codeLists: Set<String>

    private static let keys: Set = [
        "name", "title", "description", "schema", "send:xml", "send:csv", "send:parent", "send:perParent",
        "send:unique", "send:xmlWrapper", "send:xmlAfter", "send:flat", "send:mayRepeat",
        "send:oneForEach",
    ]

    func table() throws(SchemaError) -> TableSchema {
        let mapping = try node.mapping(allowing: Self.keys)
        let fields = try fields(mapping)
        let parent = try parent(mapping)
        let table = TableSchema(
            name: try mapping.text("name"),
            title: try mapping.text("title"),
            description: try mapping.text("description"),
            xmlElement: try mapping.text("send:xml"),
            xmlPath: try xmlPath(mapping, parent),
            declaresXMLPath: mapping["send:xmlWrapper"] != nil,
            xmlAfter: try xmlAfter(mapping, parent),
            csvName: try mapping.text("send:csv"),
            parent: parent,
            perParent: try multiplicity(mapping),
            fields: fields,
            uniqueKeys: try uniqueKeys(mapping, fields),
            flat: try TableFlatForm(earlier: earlier).role(mapping, fields, parent),
            mayRepeat: try mayRepeat(mapping, parent),
            oneForEach: try oneForEach(mapping, fields, parent)
        )
        try refuseSecond(table, mapping)
        return table
    }

    /// Names are told apart without regard to case, as the reader matches them.
    private func refuseSecond(_ table: TableSchema, _ mapping: DescriptorMapping) throws(SchemaError) {
        for (key, name) in [("name", \TableSchema.name), ("send:xml", \.xmlElement), ("send:csv", \.csvName)]
        where earlier.contains(where: { $0[keyPath: name].lowercased() == table[keyPath: name].lowercased() }) {
            throw try mapping.required(key).failure("There is a table of this name already.")
        }
    }

    private func fields(_ mapping: DescriptorMapping) throws(SchemaError) -> [FieldSchema] {
        let schema = try mapping.required("schema").mapping(allowing: ["fields"])
        var fields: [FieldSchema] = []
        for place in try schema.required("fields").sequence() {
            let field = try FieldDescriptor(node: place, codeLists: codeLists).field()
            for name in [\FieldSchema.name, \.csvColumn, \.xmlElement]
            where fields.contains(where: { $0[keyPath: name].lowercased() == field[keyPath: name].lowercased() }) {
                throw place.failure("There is a field \(field[keyPath: name]) already.")
            }
            fields.append(field)
        }
        return fields
    }

    private func parent(_ mapping: DescriptorMapping) throws(SchemaError) -> Int? {
        guard let parent = mapping["send:parent"] else { return nil }
        let name = try parent.text()
        guard let index = earlier.firstIndex(where: { $0.name == name }) else {
            throw parent.failure("No table of this name stands before this one.")
        }
        return index
    }

    /// Without a wrapper of its own, a table that hangs from the header stands inside an element in the plural.
    private func xmlPath(_ mapping: DescriptorMapping, _ parent: Int?) throws(SchemaError) -> [String] {
        if let place = mapping["send:xmlWrapper"] {
            guard parent != nil else { throw place.failure("The header stands in no other element.") }
            return try place.text().split(separator: "/").map(String.init)
        }
        guard let parent, earlier[parent].parent == nil else { return [] }
        return [try mapping.text("send:xml") + "s"]
    }

    private func xmlAfter(_ mapping: DescriptorMapping, _ parent: Int?) throws(SchemaError) -> String {
        guard let place = mapping["send:xmlAfter"] else { return "" }
        let name = try place.text()
        guard let parent, earlier[parent].index(of: name) != nil else {
            throw place.failure("The table above has no field of this name.")
        }
        return name
    }

    private func mayRepeat(_ mapping: DescriptorMapping, _ parent: Int?) throws(SchemaError) -> Bool {
        guard let place = mapping["send:mayRepeat"] else { return false }
        guard parent == nil else { throw place.failure("This is for the header; other tables have send:perParent.") }
        return try place.boolean()
    }

    private func oneForEach(
        _ mapping: DescriptorMapping,
        _ fields: [FieldSchema],
        _ parent: Int?
    ) throws(SchemaError) -> Int? {
        guard let place = mapping["send:oneForEach"] else { return nil }
        let name = try place.text()
        guard let index = fields.firstIndex(where: { $0.name == name }), case .code = fields[index].type else {
            throw place.failure("This names a field of the table that holds a code.")
        }
        guard let parent, earlier[parent].parent == nil else {
            throw place.failure("This is for tables right below the header.")
        }
        return index
    }

    private func multiplicity(_ mapping: DescriptorMapping) throws(SchemaError) -> Multiplicity {
        guard let place = mapping["send:perParent"] else {
            return Multiplicity(minimum: 0, maximum: nil, belowMinimumIsQuery: false)
        }
        let bounds = try place.mapping(allowing: ["minimum", "maximum", "belowMinimum"])
        var isQuery = false
        if let below = bounds["belowMinimum"] {
            let word = try below.text()
            guard ["query", "error"].contains(word) else { throw below.failure("query or error is expected here.") }
            isQuery = word == "query"
        }
        var maximum: Int?
        if let node = bounds["maximum"] { maximum = try node.number() }
        return Multiplicity(
            minimum: try bounds.required("minimum").number(),
            maximum: maximum,
            belowMinimumIsQuery: isQuery
        )
    }

    private func uniqueKeys(_ mapping: DescriptorMapping, _ fields: [FieldSchema]) throws(SchemaError) -> [UniqueKey] {
        guard let list = mapping["send:unique"] else { return [] }
        var keys: [UniqueKey] = []
        for place in try list.sequence() {
            let key = try place.mapping(allowing: ["fields", "scope"])
            var names: [String] = []
            for name in try key.required("fields").sequence() {
                let text = try name.text()
                guard fields.contains(where: { $0.name == text }) else {
                    throw name.failure("There is no field \(text).")
                }
                names.append(text)
            }
            guard let scope = UniqueKey.Scope(rawValue: try key.text("scope")) else {
                throw try key.required("scope").failure("return or parent is expected here.")
            }
            keys.append(UniqueKey(fields: names, scope: scope))
        }
        return keys
    }
}
