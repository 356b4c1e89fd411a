/// What real files of a collection carry and a standard does not take: known by name, read over, and said so.
public struct NotTaken: Sendable, Hashable {
    /// Items and files that belong together.
    public struct Topic: Sendable, Hashable {
        /// What they are about: `Attendance`.
        public let title: String
        /// Why the standard does not take them.
        public let reason: String
        /// Our name of the only table in which they are meant; empty when they may stand anywhere.
        public let table: String
        /// Elements, columns and headings, without regard to case.
        public let names: [String]
        /// Tables of the CSV set, by the ends of their files' names.
        public let files: [String]
    }

    public let topics: [Topic]
    private var byName: [String: Int] = [:]
    private var byFile: [String: Int] = [:]

    init(_ topics: [Topic] = []) {
        self.topics = topics
        for (place, topic) in topics.enumerated() {
            for name in topic.names { byName[Self.key(name, topic.table)] = place }
            for file in topic.files { byFile[file.lowercased()] = place }
        }
    }

    private static func key(_ name: String, _ table: String) -> String { "\(table)/\(name.lowercased())" }

    /// The topic of an element, column or heading that the standard does not have.
    ///
    /// - Parameters:
    ///   - name: The name as it stands in the file.
    ///   - table: Our name of the table it stands in; empty when it belongs to none.
    /// - Returns: The topic, or nil when the name is not known at all.
    func topic(of name: String, in table: String) -> Topic? {
        let plain = FlatColumns.withoutTerm(name.lowercased())
        return [Self.key(name, table), Self.key(name, ""), Self.key(plain, table), Self.key(plain, "")]
            .lazy.compactMap { byName[$0] }.first.map { topics[$0] }
    }

    /// The topic of a file of the CSV set, or of a sheet named like one.
    ///
    /// - Parameter name: The file's name, with or without `.csv`.
    /// - Returns: The topic, or nil when no such file is known.
    func topic(ofFile name: String) -> Topic? {
        let stem = name.lowercased().hasSuffix(".csv") ? String(name.lowercased().dropLast(4)) : name.lowercased()
        let last = stem.split { $0 == "_" || $0 == "-" || $0 == " " }.last.map(String.init) ?? stem
        return byFile[last].map { topics[$0] }
    }
}

extension NotTaken {
    /// Reads `send:notTaken` of a descriptor.
    ///
    /// - Parameter node: The list.
    /// - Returns: The topics in their order.
    /// - Throws: `SchemaError` for a topic without names and files, or a key that is not known.
    static func topics(_ node: DescriptorNode) throws(SchemaError) -> [Topic] {
        var topics: [Topic] = []
        for place in try node.sequence() {
            let mapping = try place.mapping(allowing: ["title", "reason", "table", "names", "files"])
            let topic = Topic(
                title: try mapping.text("title"),
                reason: try mapping.text("reason"),
                table: try mapping.optionalText("table"),
                names: try texts(mapping["names"]),
                files: try texts(mapping["files"])
            )
            guard !topic.names.isEmpty || !topic.files.isEmpty else {
                throw place.failure("Names or files are expected here.")
            }
            topics.append(topic)
        }
        return topics
    }

    private static func texts(_ node: DescriptorNode?) throws(SchemaError) -> [String] {
        guard let node else { return [] }
        var texts: [String] = []
        for entry in try node.sequence() { texts.append(try entry.text()) }
        return texts
    }
}
