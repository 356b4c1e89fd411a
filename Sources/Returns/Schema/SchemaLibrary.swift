public import Foundation
import Synchronization

/// The versions of all returns, read from the folder `Schemas`.
///
/// A version is read once and kept, so a worker sees one state of the standards for as long as it lives.
public struct SchemaLibrary: Sendable {
    /// The folder `Schemas`.
    public let directory: URL
    private let resolved = Shelf()

    private final class Shelf: Sendable {
        let schemas = Mutex<[String: ResolvedSchema]>([:])
    }

    public init(directory: URL) {
        self.directory = directory
    }

    /// The versions there are.
    ///
    /// - Returns: Their identifiers, such as `sen2@2025`, sorted.
    /// - Throws: `SchemaError` when the folder cannot be read.
    public func versions() throws(SchemaError) -> [String] {
        let returns = directory.appendingPathComponent("returns")
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: returns.path) else {
            throw SchemaError(file: returns.path, "The folder of returns cannot be read.")
        }
        return names.sorted().flatMap { name in
            let folder = returns.appendingPathComponent(name)
            let files = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
            return files.filter { $0.hasSuffix(".yaml") }.map { "\(name)@\($0.dropLast(5))" }.sorted()
        }
    }

    /// Reads a version with all it extends, checks it and works out its hash.
    ///
    /// - Parameter identifier: Such as `sen2@2025`.
    /// - Returns: The schema.
    /// - Throws: `SchemaError` with file, line and column at the first thing that cannot stand.
    public func resolve(_ identifier: String) throws(SchemaError) -> ResolvedSchema {
        if let known = resolved.schemas.withLock({ $0[identifier] }) { return known }
        let schema = try read(identifier)
        resolved.schemas.withLock { $0[identifier] = schema }
        return schema
    }

    private func read(_ identifier: String) throws(SchemaError) -> ResolvedSchema {
        let descriptor = try Descriptor.load(identifier, in: directory)
        // The version before must stand by itself: what is wrong in it is told at its own place.
        var base: ResolvedSchema?
        if let extends = descriptor.extends { base = try resolve(extends) }
        let collection = try Self.collection(descriptor.collection)
        let folder = CodeListFolder(directory: directory)
        let tables = try Self.tables(descriptor, codeLists: folder.names())
        let codeLists = try folder.lists(usedBy: tables, of: collection)
        if let base { try CodeListChanges(base: base.codeLists, next: codeLists).check(descriptor) }
        func schema(hash: String) -> ResolvedSchema {
            ResolvedSchema(
                name: descriptor.name,
                version: descriptor.version,
                title: descriptor.title,
                description: descriptor.description,
                collection: collection,
                tables: tables,
                codeLists: codeLists,
                extends: descriptor.extends,
                changes: descriptor.changes,
                notTaken: NotTaken(descriptor.notTaken),
                hash: hash
            )
        }
        return schema(hash: DataPackage(schema(hash: "")).hash)
    }

    private static func tables(
        _ descriptor: Descriptor,
        codeLists: Set<String>
    ) throws(SchemaError) -> [TableSchema] {
        var tables: [TableSchema] = []
        for resource in descriptor.resources {
            let node = DescriptorNode(node: resource, file: descriptor.file)
            tables.append(try TableDescriptor(node: node, earlier: tables, codeLists: codeLists).table())
        }
        return tables
    }

    private static func collection(_ node: DescriptorNode) throws(SchemaError) -> ResolvedSchema.Collection {
        let mapping = try node.mapping(allowing: ["year", "censusDate", "deadline", "activityFrom", "activityTo"])
        return ResolvedSchema.Collection(
            year: try mapping.required("year").number(),
            censusDate: try mapping.required("censusDate").date(),
            deadline: try mapping["deadline"]?.date(),
            activityFrom: try mapping.required("activityFrom").date(),
            activityTo: try mapping.required("activityTo").date()
        )
    }
}
