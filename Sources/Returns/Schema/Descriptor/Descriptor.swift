import Foundation
import Yams

/// A version's descriptor with all it extends already put in, still as nodes that know their places.
struct Descriptor {
    let name: String
    let version: String
    let title: String
    /// What the return is, in a sentence or two.
    let description: String
    let file: String
    let collection: DescriptorNode
    /// The tables, each as its node.
    var resources: [Node]
    /// The version that this one extends.
    var extends: String?
    /// The changes from the version before.
    var changes: [SchemaChange] = []
    /// The operations that say a code list has changed.
    var codeListOperations: [SchemaOperation] = []
    /// What real files carry and no version up to this one takes.
    var notTaken: [NotTaken.Topic] = []

    private static let keys: Set = [
        "name", "version", "title", "description", "send:collection", "send:extends", "send:operations",
        "send:notTaken",
        "resources",
    ]

    /// Reads a descriptor and, before it, the one it extends.
    ///
    /// - Parameters:
    ///   - identifier: Such as `sen2@2025`.
    ///   - directory: The folder `Schemas`.
    ///   - extending: The versions that led here, so that a circle is seen.
    /// - Returns: The descriptor, flattened.
    /// - Throws: `SchemaError` at the first thing that cannot stand.
    static func load(
        _ identifier: String,
        in directory: URL,
        extending: [String] = []
    ) throws(SchemaError) -> Descriptor {
        let parts = identifier.split(separator: "@").map(String.init)
        guard parts.count == 2 else {
            throw SchemaError(file: identifier, "A version is written like sen2@2025.")
        }
        let file = "returns/\(parts[0])/\(parts[1]).yaml"
        guard let text = try? String(contentsOf: directory.appendingPathComponent(file), encoding: .utf8) else {
            throw SchemaError(file: file, "There is no such version. `sendstat schema list` names those there are.")
        }
        let root = DescriptorNode(node: try parse(text, file), file: file)
        let mapping = try root.mapping(allowing: keys)
        guard try mapping.text("name") == parts[0], try mapping.text("version") == parts[1] else {
            throw root.failure("The name and version here are not those of the file.")
        }
        var descriptor = Descriptor(
            name: parts[0],
            version: parts[1],
            title: try mapping.text("title"),
            description: try mapping.optionalText("description"),
            file: file,
            collection: try mapping.required("send:collection"),
            resources: []
        )
        if let extended = mapping["send:extends"] {
            try descriptor.extend(extended, by: mapping.required("send:operations"), in: directory, extending)
        } else {
            descriptor.resources = try mapping.required("resources").sequence().map(\.node)
        }
        if let list = mapping["send:notTaken"] { descriptor.notTaken += try NotTaken.topics(list) }
        return descriptor
    }

    private mutating func extend(
        _ extended: DescriptorNode,
        by operations: DescriptorNode,
        in directory: URL,
        _ extending: [String]
    ) throws(SchemaError) {
        let base = try extended.text()
        let chain = extending + ["\(name)@\(version)"]
        guard !chain.contains(base) else { throw extended.failure("A version cannot extend itself, nor in a circle.") }
        extends = base
        let before = try Self.load(base, in: directory, extending: chain)
        resources = before.resources
        notTaken = before.notTaken
        for node in try operations.sequence() {
            let operation = try SchemaOperation(node)
            changes.append(try operation.apply(to: &resources))
            if operation.changedList != nil { codeListOperations.append(operation) }
        }
    }

    private static func parse(_ text: String, _ file: String) throws(SchemaError) -> Node {
        do {
            guard let node = try Yams.compose(yaml: text, .basic) else {
                throw SchemaError(file: file, "The descriptor is empty.")
            }
            return node
        } catch let error as SchemaError {
            throw error
        } catch let error as YamlError {
            throw failure(error, file)
        } catch {
            throw SchemaError(file: file, "The YAML cannot be read.")
        }
    }

    private static func failure(_ error: YamlError, _ file: String) -> SchemaError {
        switch error {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            SchemaError(file: file, line: mark.line, column: mark.column, "The YAML cannot be read: \(problem).")
        case .duplicatedKeysInMapping(let keys, let context):
            SchemaError(
                file: file,
                line: context.mark.line,
                column: context.mark.column,
                "\(keys.joined(separator: ", ")) stands more than once here."
            )
        default: SchemaError(file: file, "The YAML cannot be read: \(error)")
        }
    }
}
