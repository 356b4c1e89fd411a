import Returns

/// A kind of fault that can be planted in a pupil: the rule it sets off, and how the pupil is spoilt.
struct CensusFault: Sendable {
    /// What the finding points at.
    struct Spot {
        /// The item; nil where a whole record is meant.
        let item: CensusItem?
        var table = CensusTable.pupil
        /// Which of the pupil's needs, when the spot is one of them.
        var need = 0
        /// The value as it stands in the file; empty where it is blank.
        let value: String
    }

    let rule: String
    let severity: String
    /// The forms in which the fault can be told.
    var forms = Set(CensusRecipe.Form.allCases)
    /// Spoils a pupil; nil when it does not suit, which then stays as it was.
    let spoil: @Sendable (inout CensusPupil, CensusSchool) -> Spot?

    /// A fault that puts other text, or nothing, into one item.
    static func text(
        _ rule: String,
        _ item: CensusItem,
        _ value: @escaping @Sendable (CensusPupil) -> String?
    ) -> CensusFault {
        CensusFault(rule: rule, severity: "error") { pupil, _ in
            guard let text = value(pupil) else { return nil }
            pupil.spoilt[item] = text.isEmpty ? .emptied : .spelt(text)
            return Spot(item: item, value: text)
        }
    }
}

/// A fault where it was planted.
struct PlantedCensusFault {
    let fault: CensusFault
    let school: CensusSchool
    /// The pupil's place in its school's return, from 0.
    let pupil: Int
    let spot: CensusFault.Spot
}

/// Plants faults school by school, each kind in turn, each pupil once at most.
struct CensusFaultPlanter {
    private let wanted: Int
    private let total: Int
    private var seen = 0
    private var planted = 0
    private var next = 0

    /// - Parameters:
    ///   - rate: Faults for each pupil.
    ///   - total: Pupils of all schools together.
    init(rate: Double, total: Int) {
        wanted = rate > 0 ? max(CensusFault.all.count, Int(Double(total) * rate)) : 0
        self.total = max(1, total)
    }

    mutating func plant(
        in pupils: inout [CensusPupil],
        of school: CensusSchool,
        _ generator: inout SeededGenerator
    ) -> [PlantedCensusFault] {
        seen += pupils.count
        let due = Int((Double(wanted) * Double(seen) / Double(total)).rounded())
        var found: [PlantedCensusFault] = []
        var misses = 0
        while planted < due, misses < CensusFault.all.count, !pupils.isEmpty {
            let fault = CensusFault.all[next % CensusFault.all.count]
            next += 1
            guard let one = plant(fault, in: &pupils, of: school, &generator) else {
                misses += 1
                continue
            }
            found.append(one)
            planted += 1
        }
        return found
    }

    /// Tries pupils from a random one on until one suits.
    private func plant(
        _ fault: CensusFault,
        in pupils: inout [CensusPupil],
        of school: CensusSchool,
        _ generator: inout SeededGenerator
    ) -> PlantedCensusFault? {
        let start = generator.number(in: 0...(pupils.count - 1))
        for step in pupils.indices {
            let place = (start + step) % pupils.count
            guard !pupils[place].isTouched else { continue }
            var pupil = pupils[place]
            guard let spot = fault.spoil(&pupil, school) else { continue }
            pupil.isTouched = true
            pupils[place] = pupil
            return PlantedCensusFault(fault: fault, school: school, pupil: place, spot: spot)
        }
        return nil
    }
}
