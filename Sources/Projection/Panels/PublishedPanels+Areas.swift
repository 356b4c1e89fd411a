extension PublishedPanels {
    /// A published figure of an area.
    public struct Published: Sendable, Hashable {
        public let year: Int
        public let plans: Double
    }

    /// The plans that were published of an authority, a region or England, in each January that has a figure.
    ///
    /// - Parameter area: Code of a unit, or of a region or England (ONS).
    /// - Returns: The figures, earliest first; none for an area that is not known.
    public func plans(of area: String) -> [Published] {
        let members = units.indices.filter { unit in
            area == DemandProjection.england || units[unit].code == area
                || DemandProjection.regionCodes[units[unit].region] == area
        }
        return totals.years.compactMap { year in
            let known = members.map { totals[$0, year] }.filter { !$0.isNaN }
            return known.isEmpty ? nil : Published(year: year, plans: known.reduce(0, +))
        }
    }

    /// The areas there are, by code: England, the regions, then the units.
    public var areas: [(code: String, name: String)] {
        let regions = Set(units.map(\.region)).sorted().compactMap { name in
            DemandProjection.regionCodes[name].map { (code: $0, name: name) }
        }
        return [(code: DemandProjection.england, name: "England")] + regions
            + units.map { (code: $0.code, name: $0.name) }
    }
}
