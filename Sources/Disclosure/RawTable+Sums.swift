extension RawTable {
    /// Sums a dimension away.
    ///
    /// - Parameter name: Name of the dimension.
    /// - Returns: The table without it.
    /// - Throws: `DisclosureError.unknownDimension`.
    public func summed(over name: String) throws(DisclosureError) -> RawTable {
        let all = Dimension(name: name, label: "", categories: [.init(code: "", label: "")])
        let position = try position(of: name)
        let groups = dimensions[position].categories.map { _ in [0] }
        return rearranged(at: position, into: all, targets: groups).dropping(position)
    }

    /// Keeps some dimensions and sums the others away.
    ///
    /// - Parameter names: Names of the dimensions to keep; their order stays that of the table.
    /// - Returns: The table of those dimensions alone.
    /// - Throws: `DisclosureError.unknownDimension`.
    public func keeping(_ names: [String]) throws(DisclosureError) -> RawTable {
        for name in names { _ = try position(of: name) }
        var table = self
        for dimension in dimensions where !names.contains(dimension.name) {
            table = try table.summed(over: dimension.name)
        }
        return table
    }

    /// Groups the categories of a dimension into those of another.
    ///
    /// - Parameters:
    ///   - name: Name of the dimension to replace.
    ///   - target: The dimension that takes its place.
    ///   - groups: For each code of the old dimension, the code of its group in the new one.
    /// - Returns: The grouped table.
    /// - Throws: `DisclosureError` when a code has no group, or its group is not in the new dimension.
    public func mapped(
        _ name: String,
        to target: Dimension,
        by groups: [String: String]
    ) throws(DisclosureError) -> RawTable {
        let position = try position(of: name)
        try requireFreeName(target.name, replacing: name)
        try target.requireUniqueCodes()
        var targets: [[Int]] = []
        for category in dimensions[position].categories {
            guard let group = groups[category.code] else {
                throw .unknownCategory(dimension: target.name, code: category.code)
            }
            targets.append([try target.position(of: group)])
        }
        return rearranged(at: position, into: target, targets: targets)
    }

    /// Adds categories to a dimension that are sums of those it has.
    ///
    /// - Parameters:
    ///   - rollUps: The sums, in reading order; they follow the categories that are there.
    ///   - name: Name of the dimension.
    /// - Returns: The table with its sums, each a cell of its own.
    /// - Throws: `DisclosureError` when a member is unknown or comes twice in one sum.
    public func adding(_ rollUps: [Dimension.RollUp], to name: String) throws(DisclosureError) -> RawTable {
        let position = try position(of: name)
        let old = dimensions[position]
        var targets = old.categories.indices.map { [$0] }
        for (offset, rollUp) in rollUps.enumerated() {
            for (member, code) in rollUp.members.enumerated() {
                guard !rollUp.members[..<member].contains(code) else {
                    throw .repeatedCategory(dimension: name, code: code)
                }
                targets[try old.position(of: code)].append(old.categories.count + offset)
            }
        }
        let target = Dimension(name: name, label: old.label, categories: old.categories + rollUps.map(\.category))
        try target.requireUniqueCodes()
        return rearranged(at: position, into: target, targets: targets)
    }

    /// Adds the sum of all its categories to a dimension.
    ///
    /// - Parameters:
    ///   - name: Name of the dimension.
    ///   - code: Code of the total.
    ///   - label: What a reader sees.
    /// - Returns: The table with the total as its last category.
    /// - Throws: `DisclosureError` when the dimension is unknown, or has that code already.
    public func addingTotal(
        to name: String,
        code: String = "total",
        label: String = "Total"
    ) throws(DisclosureError) -> RawTable {
        let members = dimensions[try position(of: name)].categories.map(\.code)
        return try adding([.init(code: code, label: label, members: members)], to: name)
    }

    private func requireFreeName(_ name: String, replacing old: String) throws(DisclosureError) {
        guard name == old || !dimensions.contains(where: { $0.name == name }) else { throw .repeatedDimension(name) }
    }
}
