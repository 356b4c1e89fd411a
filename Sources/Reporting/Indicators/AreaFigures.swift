public import Disclosure
import Synchronization
public import Warehouse

/// Protected figures of areas, made from a cut or from one upload, in the way and by the query of a release.
public struct AreaFigures: Sendable {
    /// Collection years, earliest first; none when nothing was counted.
    public let years: [Int]
    let geography: ReportGeography
    private let cube: PlacementCube
    private let tables: [SpecialistDefinition: ProtectedTable]

    /// Reads and protects them.
    ///
    /// - Parameters:
    ///   - source: A cut, or an upload.
    ///   - warehouse: What holds it.
    ///   - method: Disclosure control, that of the release.
    /// - Throws: `WarehouseError.cutUnknown`, `DisclosureError`, or a `PostgreSQLError`.
    public init(
        of source: FigureSource,
        in warehouse: Warehouse,
        method: Disclosure.Method = .roundToFive
    ) async throws {
        let cells = Mutex<[PlacementCount]>([])
        try await warehouse.placementCube(of: source) { cell in cells.withLock { $0.append(cell) } }
        let counted = cells.withLock { $0 }
        let geography = ReportGeography(try await warehouse.localAuthorities())
        let tree = PlacementTree(try await warehouse.placementCategories())
        years = Set(counted.map(\.collectionYear)).sorted()
        var builder = try PlacementCube.Builder(years: years, geography: geography, tree: tree)
        for cell in counted { try builder.add(cell) }
        let cube = builder.build()
        self.cube = cube
        self.geography = geography
        tables = try PlacementFigures.areas(cube, geography, tree, method)
    }

    /// A group's plans and all plans of a place; not available where the place has no return of that year.
    func measured(_ definition: SpecialistDefinition, _ year: Int, _ place: Place, _ group: String) throws -> Measured {
        guard years.contains(year), hasReturn(place, year), let table = tables[definition] else { return .notAvailable }
        return Measured(
            count: try table.cell(String(year), place.code, group),
            whole: try table.cell(String(year), place.code, PlacementGroup.total)
        )
    }

    private func hasReturn(_ place: Place, _ year: Int) -> Bool {
        guard case .authority(let authority, _) = place else { return true }
        return cube.hasReturn(of: authority.code, in: year)
    }
}
