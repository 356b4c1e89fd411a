import Returns

/// A return to be checked: its files' bytes, and by which standard.
public struct CheckRequest: Sendable {
    public struct File: Sendable {
        /// The last part of the path: what findings call the file.
        public let name: String
        public let bytes: [UInt8]

        public init(name: String, bytes: [UInt8]) {
            self.name = name
            self.bytes = bytes
        }
    }

    /// The return, `sen2` or `sen2@2025`.
    public let returnName: String
    public let files: [File]
    /// By collection year, codes of rules that were found to be wrong.
    public let knownIssues: [Int: Set<String>]

    public init(returnName: String, files: [File], knownIssues: [Int: Set<String>] = [:]) {
        self.returnName = returnName
        self.files = files
        self.knownIssues = knownIssues
    }

    /// What goes to the child before the files' bytes.
    func heading(_ limits: CheckLimits) -> [UInt8] {
        var writer = PackedWriter()
        writer.add(returnName)
        limits.pack(into: &writer)
        let issues = knownIssues.sorted { $0.key < $1.key }.flatMap { year, rules in rules.sorted().map { (year, $0) } }
        writer.add(issues.count)
        for (year, rule) in issues {
            writer.add(year)
            writer.add(rule)
        }
        writer.add(files.count)
        for file in files {
            writer.add(file.name)
            writer.add(file.bytes.count)
        }
        return writer.bytes
    }
}

/// The heading as the child sees it.
struct CheckHeading {
    let returnName: String
    let limits: CheckLimits
    let files: [(name: String, length: Int)]
    let knownIssues: [Int: Set<String>]

    init(_ bytes: [UInt8]) throws(PackedError) {
        var reader = PackedReader(bytes, 0..<bytes.count)
        returnName = try reader.text()
        limits = try CheckLimits(packed: &reader)
        var issues: [Int: Set<String>] = [:]
        for _ in 0..<(try reader.count(atMost: 1 << 16)) {
            let year = try reader.number()
            issues[year, default: []].insert(try reader.text())
        }
        knownIssues = issues
        var files: [(name: String, length: Int)] = []
        for _ in 0..<(try reader.count(atMost: 1 << 16)) {
            files.append((name: try reader.text(), length: try reader.count()))
        }
        self.files = files
    }
}
