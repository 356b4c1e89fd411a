public import Returns

/// The standard as an XML Schema (XSD 1.0) of its message.
///
/// It holds names, nesting, types, confirmed codes and how many records may stand below one. The order of elements is
/// the standard's own: `sendstat validate` reads any order, but software that writes returns should keep to this one.
public struct XMLSchema {
    private let schema: ResolvedSchema
    private let message: [MessageLayout.Element]

    public init(_ schema: ResolvedSchema) {
        self.schema = schema
        message = MessageLayout(schema).content
    }

    /// The schema document.
    public var text: String {
        var xml = XMLLines()
        xml.element("xs:schema", ["xmlns:xs": "http://www.w3.org/2001/XMLSchema", "version": schema.version]) { xml in
            xml.documentation("\(schema.title). SHA-256 of the standard: \(schema.hash).")
            if !schema.notTaken.topics.isEmpty { xml.documentation(whatIsNotTaken) }
            xml.element("xs:element", ["name": "Message"]) { group(message, &$0) }
            for (table, content) in records(in: message) { record(table, content, &xml) }
            XMLSchemaTypes(schema).write(&xml)
        }
        return xml.text
    }

    private var whatIsNotTaken: String {
        let titles = schema.notTaken.topics.map { $0.title.lowercased() }.joined(separator: "; ")
        return "A message of the collection carries more, which sendstat reads over and this schema does not hold: "
            + "\(titles)."
    }

    /// All records of the message, each with what stands in it, an outer one before those inside it.
    private func records(
        in content: [MessageLayout.Element]
    ) -> [(table: Int, content: [MessageLayout.Element])] {
        content.flatMap { element -> [(table: Int, content: [MessageLayout.Element])] in
            switch element {
            case .wrapper(_, let inside): records(in: inside)
            case .record(let table, let inside): [(table, inside)] + records(in: inside)
            case .field: []
            }
        }
    }

    private func record(_ index: Int, _ content: [MessageLayout.Element], _ xml: inout XMLLines) {
        let table = schema.tables[index]
        xml.element("xs:complexType", ["name": table.name]) { xml in
            xml.documentation("\(table.title): \(table.description)")
            sequence(content, &xml)
        }
    }

    private func group(_ content: [MessageLayout.Element], _ xml: inout XMLLines) {
        xml.element("xs:complexType") { sequence(content, &$0) }
    }

    private func sequence(_ content: [MessageLayout.Element], _ xml: inout XMLLines) {
        xml.element("xs:sequence") { xml in
            for element in content { place(element, &xml) }
        }
    }

    private func place(_ element: MessageLayout.Element, _ xml: inout XMLLines) {
        switch element {
        case .wrapper(let name, let inside):
            let minimum = isRequired(element) ? "1" : "0"
            xml.element("xs:element", ["name": name, "minOccurs": minimum]) { group(inside, &$0) }
        case .field(let table, let place): item(schema.tables[table].fields[place], &xml)
        case .record(let table, _): reference(table, &xml)
        }
    }

    private func item(_ field: FieldSchema, _ xml: inout XMLLines) {
        let type = XMLSchemaTypes.name(field.type, isFree: field.codesAreUnconfirmed)
        let minimum = field.isRequired ? "1" : "0"
        xml.element("xs:element", ["name": field.xmlElement, "type": type, "minOccurs": minimum]) { xml in
            xml.documentation("\(field.title): \(field.description)")
        }
    }

    private func reference(_ index: Int, _ xml: inout XMLLines) {
        let table = schema.tables[index]
        let maximum = table.parent == nil ? 1 : table.perParent.maximum
        xml.empty(
            "xs:element",
            [
                "name": table.xmlElement, "type": table.name, "minOccurs": String(minimum(index)),
                "maxOccurs": maximum.map(String.init) ?? "unbounded",
            ]
        )
    }

    /// How many records of a table must stand in its place.
    private func minimum(_ index: Int) -> Int {
        let table = schema.tables[index]
        guard table.parent != nil else { return 1 }
        return table.perParent.belowMinimumIsQuery ? 0 : table.perParent.minimum
    }

    private func isRequired(_ element: MessageLayout.Element) -> Bool {
        switch element {
        case .wrapper(_, let inside): inside.contains(where: isRequired)
        case .field(let table, let place): schema.tables[table].fields[place].isRequired
        case .record(let table, _): minimum(table) > 0
        }
    }
}
