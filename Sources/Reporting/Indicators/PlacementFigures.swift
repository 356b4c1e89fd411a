internal import Disclosure

/// The protected tables of a release: disclosure control happens here, once, before anything is laid out.
///
/// Every sum that is shown is a cell of its own here, so that it is rounded on its own.
struct PlacementFigures {
    /// year × area × placement, with branches and total.
    let tree: ProtectedTable
    /// year × by school type × by provision.
    let bridge: ProtectedTable
    /// year × area × group, with specialist and total, for each definition.
    let areas: [SpecialistDefinition: ProtectedTable]
    /// year × age band × group, likewise.
    let ages: [SpecialistDefinition: ProtectedTable]
    /// year × primary need × group, likewise.
    let needs: [SpecialistDefinition: ProtectedTable]

    init(cube: PlacementCube, geography: ReportGeography, tree placements: PlacementTree, method: Method) throws {
        let table = cube.table
        let branches = placements.branches.map {
            Dimension.RollUp(code: $0.branch.totalCode, label: $0.branch.totalLabel, members: $0.leaves.map(\.code))
        }
        let all = [
            Dimension.RollUp(code: PlacementGroup.total, label: "Total", members: placements.leaves.map(\.code))
        ]
        tree = try table.keeping(["year", "area", "placement"])
            .adding(branches + all, to: "placement").adding(geography.rollUps, to: "area").protect(with: method)
        bridge = try Self.bridge(table, placements).protect(with: method)
        areas = try Self.areas(cube, geography, placements, method)
        let totals = { (dimension: Dimension) in
            [Dimension.RollUp(code: "total", label: "Total", members: dimension.categories.map(\.code))]
        }
        ages = try Self.sideBySide(table, "age_band", totals(Breakdowns.ageBand), placements, method)
        needs = try Self.sideBySide(table, "sen_primary_need", totals(Breakdowns.primaryNeed), placements, method)
    }

    /// year × area × group, with specialist and total, for each definition.
    static func areas(
        _ cube: PlacementCube,
        _ geography: ReportGeography,
        _ tree: PlacementTree,
        _ method: Method
    ) throws -> [SpecialistDefinition: ProtectedTable] {
        try sideBySide(cube.table, "area", geography.rollUps, tree, method)
    }

    private static func sideBySide(
        _ table: RawTable,
        _ breakdown: String,
        _ sums: [Dimension.RollUp],
        _ tree: PlacementTree,
        _ method: Method
    ) throws -> [SpecialistDefinition: ProtectedTable] {
        let base = try table.keeping(["year", breakdown, "placement"]).adding(sums, to: breakdown)
        return try Dictionary(
            uniqueKeysWithValues: SpecialistDefinition.allCases.map { definition in
                let grouped = try base.mapped("placement", to: definition.dimension, by: tree.groups(by: definition))
                let summed = try grouped.adding(Self.groupSums, to: definition.rawValue)
                return (definition, summed.protect(with: method))
            }
        )
    }

    private static let groupSums: [Dimension.RollUp] = [
        .init(
            code: PlacementGroup.specialist,
            label: "All specialist",
            members: [PlacementGroup.specialistState.rawValue, PlacementGroup.specialistIndependent.rawValue]
        ),
        .init(code: PlacementGroup.total, label: "Total", members: PlacementGroup.allCases.map(\.rawValue)),
    ]

    /// Each pair of groups as one category, then the sums of rows, columns and all.
    private static func bridge(_ table: RawTable, _ tree: PlacementTree) throws -> RawTable {
        let pairs = Dimension(
            name: "bridge",
            label: "Bridge",
            categories: PlacementGroup.allCases.flatMap { a in
                PlacementGroup.allCases.map { .init(code: pair(a.rawValue, $0.rawValue), label: "") }
            }
        )
        let leaves = Dictionary(
            tree.leaves.map { ($0.code, pair($0.bySchoolType.rawValue, $0.byProvision.rawValue)) },
            uniquingKeysWith: { first, _ in first }
        )
        let codes = PlacementGroup.allCases.map(\.rawValue)
        let rows = codes.map { a in
            Dimension.RollUp(code: pair(a, "total"), label: "", members: codes.map { pair(a, $0) })
        }
        let columns = codes.map { b in
            Dimension.RollUp(code: pair("total", b), label: "", members: codes.map { pair($0, b) })
        }
        let all = Dimension.RollUp(
            code: pair("total", "total"),
            label: "",
            members: pairs.categories.map(\.code)
        )
        return try table.keeping(["year", "placement"]).mapped("placement", to: pairs, by: leaves)
            .adding(rows + columns + [all], to: "bridge")
    }

    static func pair(_ bySchoolType: String, _ byProvision: String) -> String { "\(bySchoolType)|\(byProvision)" }
}
