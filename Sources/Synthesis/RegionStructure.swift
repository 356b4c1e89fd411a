/// The caseload of a region as shares of every combination of age, setting, need and sex.
struct RegionStructure: Sendable {
    /// One combination; a child of the caseload has one.
    struct Cell: Sendable {
        let age: Int
        let setting: Setting
        let need: Need
        let isFemale: Bool
    }

    /// Where each combination's share ends on the line from 0 to 1; age runs slowest, then setting, need, sex.
    private let ends: [Double]
    /// For each age in turn, the shares of its settings.
    let settingsByAge: [Double]
    let ageShares: [Double]

    private static let cellsPerAge = Setting.allCases.count * Need.allCases.count * 2

    /// - Parameters:
    ///   - region: The region's code.
    ///   - calibration: The published figures.
    ///   - pattern: England's joint table of age, setting and need, for what the region does not publish jointly.
    init(region: String, calibration: Calibration, pattern: [Double]) {
        let ages = calibration.ageShares[region, default: []]
        let settings = calibration.settingShares[region, default: []]
        let joint = Self.fit(
            pattern,
            ages: ages,
            settings: settings,
            needs: calibration.needShares[region, default: []],
            needBySetting: []
        )
        let females = calibration.femaleShares[region, default: []]
        var ends: [Double] = []
        ends.reserveCapacity(joint.count * 2)
        var end = 0.0
        for (place, share) in joint.enumerated() {
            let female = females[place % Need.allCases.count]
            ends.append(end + share * female)
            end += share
            ends.append(end)
        }
        self.ends = ends
        settingsByAge = settings
        ageShares = ages
    }

    /// England's joint table, fitted to its three published pairs: age and setting, age and need, setting and need.
    static func nationalPattern(_ calibration: Calibration) -> [Double] {
        let england = Calibration.england
        let bySetting = calibration.needBySetting
        let cells = Calibration.ages.count * bySetting.count
        return fit(
            (0..<cells).map { bySetting[$0 % bySetting.count] + 1e-6 },
            ages: calibration.ageShares[england, default: []],
            settings: calibration.settingShares[england, default: []],
            needs: calibration.needShares[england, default: []],
            needBySetting: bySetting
        )
    }

    /// The combination at a point of the line from 0 to 1.
    func cell(at point: Double) -> Cell {
        cell(at: point, in: 0..<ends.count)
    }

    /// The combination at a point of one age's stretch of the line, itself from 0 to 1.
    func cell(at point: Double, ofAge age: Int) -> Cell {
        let first = (age - Calibration.ages.lowerBound) * Self.cellsPerAge
        let range = first..<(first + Self.cellsPerAge)
        let start = first == 0 ? 0 : ends[first - 1]
        return cell(at: start + point * (ends[range.upperBound - 1] - start), in: range)
    }

    private func cell(at point: Double, in range: Range<Int>) -> Cell {
        var low = range.lowerBound
        var high = range.upperBound - 1
        while low < high {
            let middle = (low + high) / 2
            if ends[middle] > point { high = middle } else { low = middle + 1 }
        }
        let needs = Need.allCases.count
        let settings = Setting.allCases.count
        return Cell(
            age: Calibration.ages.lowerBound + low / Self.cellsPerAge,
            setting: Setting.allCases[low / (needs * 2) % settings],
            need: Need.allCases[low / 2 % needs],
            isFemale: low % 2 == 0
        )
    }

    private static func fit(
        _ pattern: [Double],
        ages: [Double],
        settings: [Double],
        needs: [Double],
        needBySetting: [Double]
    ) -> [Double] {
        let settingCount = Setting.allCases.count
        let needCount = Need.allCases.count
        let ageSetting = settings.indices.map { ages[$0 / settingCount] * settings[$0] }
        let ageNeed = needs.indices.map { ages[$0 / needCount] * needs[$0] }
        var totals = [Double](repeating: 0, count: settingCount)
        for (place, share) in ageSetting.enumerated() { totals[place % settingCount] += share }
        return ProportionalFitting.fit(
            pattern,
            shape: (ages.count, settingCount, needCount),
            firstSecond: ageSetting,
            firstThird: ageNeed,
            secondThird: needBySetting.indices.map { totals[$0 / needCount] * needBySetting[$0] },
            rounds: 40
        )
    }
}
