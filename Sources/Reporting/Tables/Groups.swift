internal import Disclosure

extension PlacementGroup {
    /// The four groups and their total.
    static let withTotal = allCases.map(\.category) + [Dimension.Category(code: total, label: "Total")]

    /// The four groups, all specialist together, and the total.
    static let withSums =
        allCases.map(\.category) + [
            Dimension.Category(code: specialist, label: allSpecialist),
            Dimension.Category(code: total, label: "Total"),
        ]

    static let allSpecialist = "All specialist"

    private var category: Dimension.Category { .init(code: rawValue, label: label) }
}

extension PlacementTree {
    /// A line of the tree as it is shown: a total, the total of a branch, or a leaf.
    struct Line {
        let code: String
        let heading: String
        let label: String
        let depth: Int
    }

    /// The total, then each branch with its leaves; a branch of one leaf is that leaf.
    var lines: [Line] {
        var lines = [Line(code: PlacementGroup.total, heading: "Total", label: "Total", depth: 0)]
        for (branch, leaves) in branches {
            let isOne = leaves.count == 1
            if !isOne {
                lines.append(Line(code: branch.totalCode, heading: branch.label, label: branch.totalLabel, depth: 1))
            }
            lines += leaves.map { Line(code: $0.code, heading: branch.label, label: $0.label, depth: isOne ? 1 : 2) }
        }
        return lines
    }
}
