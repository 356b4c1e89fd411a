import Foundation

/// The published shares that synthetic pupils are made to show.
struct CensusCalibration: Sendable {
    /// Shares of pupils with a plan, and on SEN support, of one kind of school in one year.
    struct Provision: Sendable {
        let plans: Double
        let support: Double
    }

    let base: Calibration
    let register: EstablishmentRegister
    /// Types of need on SEN support.
    let supportNeeds: [String]
    let supportShares: [Double]
    private let provisions: [String: Provision]

    init(reference: URL) throws(SynthesisError) {
        let folder = reference.appending(path: "calibration")
        base = try Calibration(folder: folder)
        let plans = NationModel.plans(base)
        register = EstablishmentRegister(plans: zip(base.authorities, plans).map { ($0.code, $1) })
        provisions = try Self.provisions(folder)
        (supportNeeds, supportShares) = try Self.supportNeeds(folder)
    }

    func provision(_ kind: CensusSchool.Kind, _ year: Int) -> Provision {
        provisions["\(kind.rawValue) \(year)"] ?? Provision(plans: 0, support: 0)
    }

    /// Shares of each type of need among plans at an age, in the order of `Need`, those not recorded left out.
    func needShares(region: Int, age: Int) -> [Double] {
        let all = base.needShares[base.regions[region].code] ?? []
        let width = Need.allCases.count
        let first = (min(max(age, Calibration.ages.lowerBound), 18) - Calibration.ages.lowerBound) * width
        guard first + width <= all.count else { return [1] }
        return normalised(Array(all[first..<(first + width - 1)]))
    }

    private static func provisions(_ folder: URL) throws(SynthesisError) -> [String: Provision] {
        let table = try CalibrationTable(named: "census-provision.csv", in: folder)
        var provisions: [String: Provision] = [:]
        for row in table.rows {
            provisions["\(try table.text(row, "school_kind")) \(try table.whole(row, "year"))"] = Provision(
                plans: try table.number(row, "plan_percent") / 100,
                support: try table.number(row, "support_percent") / 100
            )
        }
        return provisions
    }

    private static func supportNeeds(_ folder: URL) throws(SynthesisError) -> ([String], [Double]) {
        let table = try CalibrationTable(named: "census-support-need.csv", in: folder)
        var needs: [String] = []
        var shares: [Double] = []
        for row in table.rows {
            needs.append(try table.text(row, "need"))
            shares.append(try table.number(row, "share_percent"))
        }
        return (needs, normalised(shares))
    }
}
