internal import Disclosure

/// The leaves of the placement tree, in order, and where each official definition puts them.
public struct PlacementTree: Sendable, Hashable {
    public let leaves: [Leaf]

    /// Makes a tree.
    ///
    /// - Parameter leaves: The leaves in reading order, those of a branch together.
    public init(leaves: [Leaf]) {
        self.leaves = leaves
    }

    /// One kind of placement.
    public struct Leaf: Sendable, Hashable {
        public let code: String
        public let label: String
        /// Branch of the tree it stands on.
        public let branch: PlacementBranch
        /// Its group where SEN units and resourced provision count as mainstream.
        public let bySchoolType: PlacementGroup
        /// Its group where units, resourced provision and specialist post-16 count as specialist.
        public let byProvision: PlacementGroup

        /// Makes a leaf.
        ///
        /// - Parameters:
        ///   - code: Stable code, as the warehouse has it.
        ///   - label: What a reader sees.
        ///   - branch: Branch of the tree it stands on.
        ///   - bySchoolType: Its group by school type.
        ///   - byProvision: Its group by provision.
        public init(
            code: String,
            label: String,
            branch: PlacementBranch,
            bySchoolType: PlacementGroup,
            byProvision: PlacementGroup
        ) {
            self.code = code
            self.label = label
            self.branch = branch
            self.bySchoolType = bySchoolType
            self.byProvision = byProvision
        }
    }

    /// The branches that have leaves, in order.
    var branches: [(branch: PlacementBranch, leaves: [Leaf])] {
        PlacementBranch.allCases.compactMap { branch in
            let members = leaves.filter { $0.branch == branch }
            return members.isEmpty ? nil : (branch, members)
        }
    }

    var dimension: Dimension {
        Dimension(
            name: "placement",
            label: "Placement",
            categories: leaves.map { .init(code: $0.code, label: $0.label) }
        )
    }

    func groups(by definition: SpecialistDefinition) -> [String: String] {
        Dictionary(
            leaves.map { ($0.code, definition.group(of: $0).rawValue) },
            uniquingKeysWith: { first, _ in first }
        )
    }
}
