internal import Disclosure

/// The groups that stand side by side: the annual report asks for the first three.
public enum PlacementGroup: String, Sendable, Hashable, CaseIterable {
    case mainstream
    case specialistState = "specialist_state"
    case specialistIndependent = "specialist_independent"
    case other

    /// The group's name in tables, charts and files.
    public var label: String {
        switch self {
        case .mainstream: "Mainstream"
        case .specialistState: "Specialist state"
        case .specialistIndependent: "Specialist independent"
        case .other: "Other"
        }
    }

    static let total = "total"
    static let specialist = "specialist"
}

/// The two official meanings of “specialist”; every table says which it uses.
public enum SpecialistDefinition: String, Sendable, Hashable, CaseIterable {
    case bySchoolType = "by_school_type"
    case byProvision = "by_provision"

    /// The definition's name in tables, charts and files.
    public var label: String {
        switch self {
        case .bySchoolType: "By school type"
        case .byProvision: "By provision"
        }
    }

    /// What the definition counts, in plain words.
    public var explanation: String {
        switch self {
        case .bySchoolType:
            "Specialist means a special school. A SEN unit or resourced provision counts with the mainstream school it is part of. The official statistics on education, health and care plans count this way."
        case .byProvision:
            "Specialist means specialist provision wherever it is: special schools, SEN units and resourced provision in mainstream schools, and specialist post-16 colleges. The official statistics on school capacity count units and resourced provision as specialist."
        }
    }

    func group(of leaf: PlacementTree.Leaf) -> PlacementGroup {
        switch self {
        case .bySchoolType: leaf.bySchoolType
        case .byProvision: leaf.byProvision
        }
    }

    /// The four groups, as a dimension of a table.
    var dimension: Dimension {
        Dimension(
            name: rawValue,
            label: label,
            categories: PlacementGroup.allCases.map { .init(code: $0.rawValue, label: $0.label) }
        )
    }
}
