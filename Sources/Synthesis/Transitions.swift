/// Where the children of one region were a year before, given where they are now.
///
/// A year group moves no more than it must: as many as both years allow stay, the rest come from the settings that
/// had more of them. At the ages of transfer (4, 5, 11, and 16 and over) the year group a year younger is taken as
/// published; between them movers are held to the stated rate.
struct Transitions: Sendable {
    /// For each age and setting in turn, the share that was in the same setting.
    private let staying: [Double]
    /// For each age in turn, where each setting's share ends among those who came from it.
    private let origins: [Double]

    init(structure: RegionStructure, joiners: [Double], movers: Double) {
        let count = Setting.allCases.count
        var staying: [Double] = []
        var origins: [Double] = []
        for age in Calibration.ages {
            let first = (age - Calibration.ages.lowerBound) * count
            let now = normalised((0..<count).map { structure.settingsByAge[first + $0] * (1 - joiners[first + $0]) })
            let younger = max(first - count, 0)
            let published = Array(structure.settingsByAge[younger..<(younger + count)])
            let before = Self.before(now, published, limit: Self.isTransferAge(age) ? 1 : movers)
            staying += zip(now, before).map { $0 > 0 ? min(1, $1 / $0) : 1 }
            let left = zip(now, before).map { max(0, $1 - $0) }
            var end = 0.0
            for share in normalised(left) {
                end += share
                origins.append(end)
            }
        }
        self.staying = staying
        self.origins = origins
    }

    /// The setting of a year ago.
    ///
    /// - Parameters:
    ///   - setting: Today's.
    ///   - age: Today's.
    ///   - point: From 0 to 1: decides whether the child moved, and whence.
    /// - Returns: Today's setting, where the child did not move.
    func setting(before setting: Setting, age: Int, point: Double) -> Setting {
        let first = (age - Calibration.ages.lowerBound) * Setting.allCases.count
        let stays = staying[first + setting.index]
        guard point >= stays else { return setting }
        let end = origins[first + Setting.allCases.count - 1]
        let rest = (point - stays) / (1 - stays) * end
        let index = Setting.allCases.indices.first { origins[first + $0] > rest }
        return index.map { Setting.allCases[$0] } ?? setting
    }

    static func isTransferAge(_ age: Int) -> Bool {
        age == 4 || age == 5 || age == 11 || age >= 16
    }

    /// The published year group, drawn towards today's until no more than the limit need to have moved.
    private static func before(_ now: [Double], _ published: [Double], limit: Double) -> [Double] {
        let moved = zip(now, published).reduce(0) { $0 + max(0, $1.1 - $1.0) }
        guard moved > limit else { return published }
        return zip(now, published).map { $0 + ($1 - $0) * limit / moved }
    }
}
