/// Published series of education, health and care plans by local authority unit, as `panels/` holds them.
///
/// Stocks are of January of a year; flows (`newPlans`, `requests`) of a calendar year.
public struct PublishedPanels: Sendable {
    /// A local authority, or several that boundaries have joined since.
    public struct Unit: Sendable, Hashable {
        public let code: String
        public let name: String
        public let region: String
    }

    public let units: [Unit]
    /// Names of the setting groups and age bands, in order.
    public let settings: [String]
    public let ageBands: [String]
    public internal(set) var totals: PanelSeries
    var newPlans: PanelSeries
    var requests: PanelSeries
    /// Children of 0 to 17.
    var children: PanelSeries
    var bySetting: [PanelSeries]
    var byAgeBand: [PanelSeries]

    /// The files that are read; the first two must be there.
    public static let fileNames = [
        "units.csv", "totals.csv", "newplans.csv", "requests.csv", "pop0_17.csv", "setting.csv", "ageband.csv",
    ]

    /// The last January with a stock.
    public var lastYear: Int { totals.years.reversed().first { totals.has($0) } ?? totals.years.lowerBound }

    /// The first January with a stock.
    public var firstYear: Int { totals.years.lowerBound }

    /// Reads the files.
    ///
    /// - Parameter files: Unpacked bytes by the names of `fileNames`; what is missing but the first two is done without.
    /// - Throws: `PanelError` with the place and what to do.
    public init(files: [String: [UInt8]]) throws(PanelError) {
        units = try Self.units(Self.table("units.csv", files))
        let index = Dictionary(units.enumerated().map { ($1.code, $0) }) { first, _ in first }
        let reader = PanelReader(index: index, units: units.count)
        totals = try reader.series(Self.table("totals.csv", files), year: "year", value: "ehcp")
        guard totals.years.count >= 5 else {
            throw PanelError("totals.csv", "It has \(totals.years.count) years. A projection needs at least 5.")
        }
        newPlans = try reader.series(Self.optional("newplans.csv", files), year: "cal_year", value: "new_plans")
        requests = try reader.series(Self.optional("requests.csv", files), year: "cal_year", value: "requests")
        children = try reader.series(Self.optional("pop0_17.csv", files), year: "year", value: "pop0_17")
        (settings, bySetting) = try reader.split(Self.optional("setting.csv", files), by: "setting")
        (ageBands, byAgeBand) = try reader.split(Self.optional("ageband.csv", files), by: "band")
    }

    /// The same with nothing known that was not known at an origin: stocks to that January, flows to the year before.
    func known(at origin: Int) -> PublishedPanels {
        var known = self
        known.totals = totals.until(origin)
        known.newPlans = newPlans.until(origin - 1)
        known.requests = requests.until(origin - 1)
        // The mid-year estimate of the year before is the newest that is out in January.
        known.children = children.until(origin - 1)
        known.bySetting = bySetting.map { $0.until(origin) }
        known.byAgeBand = byAgeBand.map { $0.until(origin) }
        return known
    }

    /// Regions by name, in order, and the region of each unit.
    var regions: (names: [String], of: [Int]) {
        let names = Set(units.map(\.region)).sorted()
        return (names, units.map { names.firstIndex(of: $0.region) ?? 0 })
    }

    private static func table(_ name: String, _ files: [String: [UInt8]]) throws(PanelError) -> PanelTable {
        guard let bytes = files[name] else {
            throw PanelError("panels/\(name)", "It is not there. Name the folder that holds panels/ with --history.")
        }
        return try PanelTable(bytes, file: name)
    }

    private static func optional(_ name: String, _ files: [String: [UInt8]]) throws(PanelError) -> PanelTable? {
        guard let bytes = files[name] else { return nil }
        return try PanelTable(bytes, file: name)
    }

    private static func units(_ table: PanelTable) throws(PanelError) -> [Unit] {
        let (code, name, region) = (try table.column("hla"), try table.column("name"), try table.column("region"))
        let units = table.rows.map { Unit(code: $0[code], name: $0[name], region: $0[region]) }
        guard Set(units.map(\.code)).count == units.count else {
            throw PanelError(table.file, "A code stands twice in the column hla.")
        }
        return units
    }
}

/// Turns rows into series.
private struct PanelReader {
    let index: [String: Int]
    let units: Int

    func series(_ table: PanelTable?, year: String, value: String) throws(PanelError) -> PanelSeries {
        guard let table else { return PanelSeries(units: units, years: 0...0) }
        return try fill(table, rows: Array(table.rows.indices), year: year, value: value)
    }

    func split(_ table: PanelTable?, by name: String) throws(PanelError) -> ([String], [PanelSeries]) {
        guard let table else { return ([], []) }
        let column = try table.column(name)
        let names = Set(table.rows.map { $0[column] }).sorted()
        var parts: [PanelSeries] = []
        for part in names {
            let rows = table.rows.indices.filter { table.rows[$0][column] == part }
            parts.append(try fill(table, rows: rows, year: "year", value: "n"))
        }
        return (names, parts)
    }

    private func fill(_ table: PanelTable, rows: [Int], year: String, value: String) throws(PanelError) -> PanelSeries {
        let (code, time, figure) = (try table.column("hla"), try table.column(year), try table.column(value))
        var cells: [(unit: Int, year: Int, value: Double)] = []
        for row in rows {
            let cell = table.rows[row]
            // Units that are not listed, and what is suppressed or not collected, are left out.
            guard let unit = index[cell[code]], !["", "x", "z", "c", ":", "NA"].contains(cell[figure]) else { continue }
            guard let at = Int(cell[time]), (1990...2100).contains(at) else {
                throw PanelError(table.file, row + 2, "The year cannot be read: \(cell[time]). Write it like 2023.")
            }
            guard let number = Double(cell[figure]), number.isFinite, number >= 0 else {
                throw PanelError(table.file, row + 2, "The figure cannot be read: \(cell[figure]).")
            }
            cells.append((unit, at, number))
        }
        guard let first = cells.map(\.year).min(), let last = cells.map(\.year).max() else {
            throw PanelError(table.file, "No figure of a unit in units.csv is in it.")
        }
        var series = PanelSeries(units: units, years: first...last)
        for cell in cells { series[cell.unit, cell.year] = cell.value }
        return series
    }
}
