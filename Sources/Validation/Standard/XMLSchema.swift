public import Returns

/// The standard as an XML Schema (XSD 1.0) of its message.
///
/// It holds names, nesting, types, confirmed codes and how many records may stand below one. The order of elements is
/// the standard's own: `sendstat validate` reads any order, but software that writes returns should keep to this one.
public struct XMLSchema {
    private let schema: ResolvedSchema
    private let outline: MessageOutline

    public init(_ schema: ResolvedSchema) {
        self.schema = schema
        outline = MessageOutline(schema)
    }

    /// The schema document.
    public var text: String {
        var xml = XMLLines()
        xml.element("xs:schema", ["xmlns:xs": "http://www.w3.org/2001/XMLSchema", "version": schema.version]) { xml in
            xml.documentation("\(schema.title). SHA-256 of the standard: \(schema.hash).")
            xml.element("xs:element", ["name": "Message"]) { group(outline.message, &$0) }
            for table in schema.tables.indices { record(table, &xml) }
            XMLSchemaTypes(schema).write(&xml)
        }
        return xml.text
    }

    private func record(_ index: Int, _ xml: inout XMLLines) {
        let table = schema.tables[index]
        xml.element("xs:complexType", ["name": table.name]) { xml in
            xml.documentation("\(table.title): \(table.description)")
            sequence(outline.inside(index), &xml)
        }
    }

    private func group(_ nodes: [MessageOutline.Node], _ xml: inout XMLLines) {
        xml.element("xs:complexType") { sequence(nodes, &$0) }
    }

    private func sequence(_ nodes: [MessageOutline.Node], _ xml: inout XMLLines) {
        xml.element("xs:sequence") { xml in
            for node in nodes { place(node, &xml) }
        }
    }

    private func place(_ node: MessageOutline.Node, _ xml: inout XMLLines) {
        let minimum = outline.isRequired(node) ? "1" : "0"
        switch node {
        case .wrapper(let name, let inside):
            xml.element("xs:element", ["name": name, "minOccurs": minimum]) { group(inside, &$0) }
        case .field(let field):
            let type = XMLSchemaTypes.name(field.type, isFree: field.codesAreUnconfirmed)
            xml.element("xs:element", ["name": field.xmlElement, "type": type, "minOccurs": minimum]) { xml in
                xml.documentation("\(field.title): \(field.description)")
            }
        case .record(let table):
            let bounds = outline.bounds(table)
            xml.empty(
                "xs:element",
                [
                    "name": schema.tables[table].xmlElement, "type": schema.tables[table].name,
                    "minOccurs": String(bounds.minimum), "maxOccurs": bounds.maximum.map(String.init) ?? "unbounded",
                ]
            )
        }
    }
}
