/// A figure for each local authority unit and year; not a number where none was published.
public struct PanelSeries: Sendable, Hashable {
    /// The years, first to last.
    public let years: ClosedRange<Int>
    private var values: [Double]
    private let units: Int

    init(units: Int, years: ClosedRange<Int>) {
        self.units = units
        self.years = years
        values = [Double](repeating: .nan, count: units * years.count)
    }

    subscript(unit: Int, year: Int) -> Double {
        get { years.contains(year) ? values[(year - years.lowerBound) * units + unit] : .nan }
        set { values[(year - years.lowerBound) * units + unit] = newValue }
    }

    /// All units in one year.
    func year(_ year: Int) -> [Double] {
        guard years.contains(year) else { return [Double](repeating: .nan, count: units) }
        let start = (year - years.lowerBound) * units
        return Array(values[start..<start + units])
    }

    /// Whether any unit has a figure in the year.
    func has(_ year: Int) -> Bool { self.year(year).contains { !$0.isNaN } }

    /// The sum over the units that have a figure.
    func sum(_ year: Int) -> Double { self.year(year).reduce(0) { $1.isNaN ? $0 : $0 + $1 } }

    /// The same with nothing known after a year.
    func until(_ last: Int) -> PanelSeries {
        let end = max(years.lowerBound, min(years.upperBound, last))
        var kept = PanelSeries(units: units, years: years.lowerBound...end)
        for year in kept.years where year <= last {
            for unit in 0..<units { kept[unit, year] = self[unit, year] }
        }
        return kept
    }
}
