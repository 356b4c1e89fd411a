import Returns

/// The versions of a return around the one whose rules are loaded.
struct Versions {
    /// The version of the year before; nil for the first.
    let previous: ResolvedSchema?
    private let firstYear: Int

    init(_ library: SchemaLibrary, _ schema: ResolvedSchema) throws(RuleError) {
        do throws(SchemaError) {
            var first = schema.collection.year
            var previous: ResolvedSchema?
            for version in try library.versions() where version.hasPrefix(schema.name + "@") {
                let other = try library.resolve(version)
                first = min(first, other.collection.year)
                if other.collection.year == schema.collection.year - 1 { previous = other }
            }
            self.previous = previous
            firstYear = first
        } catch {
            throw RuleError(file: error.file, line: error.line, column: error.column, error.sentence)
        }
    }

    /// A rule that does not hold in all years as it stands says why.
    func check(_ draft: RuleDraft) throws(RuleError) {
        let isForAllYears = (draft.from ?? firstYear) <= firstYear && draft.until == nil && draft.severities.count == 1
        guard isForAllYears || !draft.reason.isEmpty else {
            throw draft.node.failure("Say in reason why the rule \(draft.code) does not hold the same in every year.")
        }
        if let from = draft.from, let until = draft.until, until < from {
            throw draft.node.failure("The rule \(draft.code) ends before it starts.")
        }
    }
}

/// The rules of a return's files that hold in one version, in the order of their codes, before they are compiled.
struct RuleDrafts {
    let held: [RuleDraft]
    let compiler: RuleCompiler

    init(_ library: SchemaLibrary, _ schema: ResolvedSchema) throws(RuleError) {
        let versions = try Versions(library, schema)
        let vocabulary = RuleVocabulary(schema: schema, previous: versions.previous)
        compiler = RuleCompiler(vocabulary: vocabulary, directory: library.directory)
        var held: [RuleDraft] = []
        for draft in try RuleFiles(directory: library.directory, name: schema.name).drafts {
            try versions.check(draft)
            if draft.holds(in: schema.collection.year) { held.append(draft) }
        }
        self.held = held.sorted { $0.code < $1.code }
    }
}
