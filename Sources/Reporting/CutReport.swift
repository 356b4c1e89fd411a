public import Disclosure
public import Foundation
import Synchronization
public import Warehouse

/// The report of a cut: what the warehouse holds of it becomes a cube, protected tables and a release.
public struct CutReport: Sendable {
    private let warehouse: Warehouse
    private let cut: String
    private let method: Disclosure.Method
    private let isSynthetic: Bool
    private let codeVersion: String

    /// Makes a report of a cut.
    ///
    /// - Parameters:
    ///   - warehouse: What holds the cut.
    ///   - cut: Its name.
    ///   - method: Disclosure control.
    ///   - isSynthetic: Whether the figures are made up, which the page then says.
    ///   - codeVersion: Version of this program, for the provenance.
    public init(
        warehouse: Warehouse,
        cut: String,
        method: Disclosure.Method,
        isSynthetic: Bool,
        codeVersion: String
    ) {
        self.warehouse = warehouse
        self.cut = cut
        self.method = method
        self.isSynthetic = isSynthetic
        self.codeVersion = codeVersion
    }

    /// Builds the report and writes it.
    ///
    /// - Parameter folder: Where to; made when missing.
    /// - Returns: The release.
    /// - Throws: `WarehouseError.cutUnknown`, `DisclosureError`, a `PostgreSQLError`, or an error of writing.
    public func write(to folder: URL) async throws -> Released {
        let returns = try await warehouse.returns(in: cut)
        let geography = ReportGeography(try await warehouse.localAuthorities())
        let tree = PlacementTree(try await warehouse.placementCategories())
        let years = Set(returns.map(\.year)).sorted()
        let cube = try await cube(years: years, returns, geography, tree)
        guard let frozen = try await warehouse.cuts().first(where: { $0.name == cut }), let year = years.last else {
            throw WarehouseError.cutUnknown(name: cut)
        }
        let request = ReportRequest(
            cutName: cut,
            cutInstant: frozen.asOf,
            year: year,
            previousYear: years.contains(year - 1) ? year - 1 : nil,
            geography: geography,
            tree: tree,
            method: method,
            isSynthetic: isSynthetic,
            submissions: returns.count,
            schemaHashes: Dictionary(
                returns.map { ($0.schema, $0.schemaHash) },
                uniquingKeysWith: { first, _ in first }
            ),
            codeVersion: codeVersion
        )
        return try writeReport(request, cube: cube, to: folder)
    }

    private func cube(
        years: [Int],
        _ returns: [CutReturn],
        _ geography: ReportGeography,
        _ tree: PlacementTree
    ) async throws -> PlacementCube {
        let builder = Mutex(try PlacementCube.Builder(years: years, geography: geography, tree: tree))
        for entry in returns {
            builder.withLock { $0.addReturn(of: entry.localAuthority, year: entry.year) }
        }
        try await warehouse.placementCube(of: .cut(cut)) { cell in
            try builder.withLock { try $0.add(cell) }
        }
        return builder.withLock { $0.build() }
    }
}

extension PlacementCube.Builder {
    mutating func add(_ cell: PlacementCount) throws {
        try add(
            cell.count,
            year: cell.collectionYear,
            authority: cell.localAuthority,
            ageBand: cell.ageBand,
            primaryNeed: cell.primaryNeed,
            placement: cell.placement,
            sex: cell.sex
        )
    }
}

extension ReportGeography {
    init(_ areas: [LocalAuthorityArea]) {
        var regions: [Area] = []
        for area in areas where !regions.contains(where: { $0.code == area.regionCode }) {
            regions.append(Area(code: area.regionCode, name: area.regionName))
        }
        self.init(
            regions: regions,
            authorities: areas.map {
                Authority(code: $0.code, areaCode: $0.onsCode, name: $0.name, regionCode: $0.regionCode)
            }
        )
    }
}

extension PlacementTree {
    init(_ categories: [PlacementCategory]) {
        self.init(
            leaves: categories.map { category in
                Leaf(
                    code: category.code,
                    label: category.label,
                    branch: PlacementBranch(rawValue: category.branch) ?? .elsewhere,
                    bySchoolType: PlacementGroup(rawValue: category.bySchoolType) ?? .other,
                    byProvision: PlacementGroup(rawValue: category.byProvision) ?? .other
                )
            }
        )
    }
}
