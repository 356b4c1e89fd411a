import Foundation

/// Everything about a nation that is decided before any child is made: fitted once, shared by all authorities.
struct NationModel: Sendable {
    let calibration: Calibration
    let structures: [RegionStructure]
    let transitions: [Transitions]
    let dynamics: Dynamics
    let register: EstablishmentRegister
    /// Plans of January 2025 for each authority, at the scale asked for.
    let plans: [Int]
    /// For each authority, the others of its region.
    let neighbours: [[Int]]
    /// Share of plans started in 2023 that were new; the others came from another authority.
    let newShareOf2023: Double

    init(reference: URL, scale: Double) throws(SynthesisError) {
        let calibration = try Calibration(folder: reference.appending(path: "calibration"))
        self.calibration = calibration
        let dynamics = Dynamics(calibration)
        self.dynamics = dynamics
        let pattern = RegionStructure.nationalPattern(calibration)
        structures = calibration.regions.map {
            RegionStructure(region: $0.code, calibration: calibration, pattern: pattern)
        }
        let movers = calibration.flow("movers_percent", 2024) / 100
        transitions = structures.map {
            Transitions(structure: $0, joiners: dynamics.joinerShares, movers: movers)
        }
        let whole = Self.plans(calibration)
        register = EstablishmentRegister(plans: zip(calibration.authorities, whole).map { ($0.code, $1) })
        plans = whole.map { max(1, Int((Double($0) * scale).rounded())) }
        neighbours = calibration.authorities.indices.map { own in
            calibration.authorities.indices.filter {
                $0 != own && calibration.authorities[$0].region == calibration.authorities[own].region
            }
        }
        newShareOf2023 = Self.newShareOf2023(calibration)
    }

    /// Plans by authority: the region's published total, shared by the authorities' plans of January 2023, with the
    /// largest remainders rounded up so that each region closes.
    static func plans(_ calibration: Calibration) -> [Int] {
        var plans = [Int](repeating: 0, count: calibration.authorities.count)
        for (region, published) in calibration.regions.enumerated() {
            let members = plans.indices.filter { calibration.authorities[$0].region == region }
            let weight = members.reduce(0) { $0 + calibration.authorities[$1].weight }
            let exact = members.map { calibration.authorities[$0].weight / weight * Double(published.plans) }
            for (member, share) in zip(members, exact) { plans[member] = Int(share) }
            let missing = published.plans - members.reduce(0) { $0 + plans[$1] }
            let order = members.indices.sorted {
                let remainders = (exact[$0] - exact[$0].rounded(.down), exact[$1] - exact[$1].rounded(.down))
                return remainders.0 == remainders.1 ? $0 < $1 : remainders.0 > remainders.1
            }
            for place in order.prefix(missing) { plans[members[place]] += 1 }
        }
        return plans
    }

    private static func newShareOf2023(_ calibration: Calibration) -> Double {
        let held = calibration.flow("plans_in_january", 2024)
        let published = calibration.yearsHeld
        let share = published[2] / published[2...].reduce(0, +)
        return min(1, calibration.flow("new_plans", 2023) / (held * share))
    }
}
