import Returns

/// Makes the pupils of a school and the records of its return.
///
/// A pupil is drawn from the school, the year of birth and a number alone, so the next year's return has the same
/// children a year older, with the SEN provision that the shares of that year give them.
struct CensusComposer {
    let calibration: CensusCalibration
    let layout: CensusLayout
    let seed: UInt64
    let year: Int
    private let census: Int32
    private let allowsDownSyndrome: Bool

    init(calibration: CensusCalibration, layout: CensusLayout, seed: UInt64) {
        self.calibration = calibration
        self.layout = layout
        self.seed = seed
        year = layout.schema.collection.year
        census = layout.schema.collection.censusDate.daysSince1970
        allowsDownSyndrome = layout.schema.codeLists["census-sen-type"]?.codes.contains { $0.code == "DS" } ?? false
    }

    /// The calendar year in which the school year of census day began.
    private var schoolYear: Int { year - 1 }

    func pupils(of school: CensusSchool, atMost limit: Int = .max) -> [CensusPupil] {
        var pupils: [CensusPupil] = []
        for age in school.ages {
            var children: Set<[UInt8]> = []
            for number in 0..<school.yearSize where pupils.count < limit {
                var pupil = pupil(of: school, age: age, number: number)
                // Two of one name and birthday would be a question to the school.
                while !children.insert(Self.names(of: pupil)).inserted { pupil.surname += Array("-Twin".utf8) }
                pupils.append(pupil)
            }
        }
        return pupils
    }

    private static func names(of pupil: CensusPupil) -> [UInt8] {
        pupil.surname + [0] + pupil.forename + digits(Int(pupil.birthDate), width: 1)
    }

    private func pupil(of school: CensusSchool, age: Int, number: Int) -> CensusPupil {
        let cohort = schoolYear - age
        var generator = SeededGenerator(
            seed: seed,
            mixedWith: UInt64(school.authority) << 16 | UInt64(school.ordinal),
            UInt64(cohort),
            UInt64(number)
        )
        let code = calibration.base.authorities[school.authority].code
        let identity = MadeUpIdentity(authority: school.authority, authorityCode: code)
        let birth = Self.day(cohort - 1, 9, 1) + Int32(generator.number(in: 0...364))
        let names = generator.next()
        let entryAge = min(age, generator.happens(0.8) ? school.ages.lowerBound : generator.number(in: school.ages))
        var pupil = CensusPupil(
            upn: identity.upn(number: school.ordinal * 1_000 + number, birthYear: cohort),
            uln: age < 14 ? [] : MadeUpIdentity.uln(base: Self.learnerNumber(school, cohort, number)),
            surname: identity.surname(names),
            forename: Array(identity.forename(names)),
            age: age,
            birthDate: birth,
            sex: "M",
            ethnicity: ethnicity(school, &generator),
            language: generator.happens(0.79) ? "ENG" : Self.languages[generator.number(in: 0...11)],
            entryDate: min(Self.day(cohort + entryAge, 9, 3), census - 10),
            yearGroup: Self.yearGroup(age),
            provision: "N"
        )
        if school.kind == .alternative { pupil.enrolment = generator.happens(0.5) ? "S" : "C" }
        if school.kind == .independentSpecial, age > 7, generator.happens(0.3) { pupil.boarder = "7" }
        addProvision(to: &pupil, school, &generator)
        return pupil
    }

    private func addProvision(to pupil: inout CensusPupil, _ school: CensusSchool, _ generator: inout SeededGenerator) {
        let shares = calibration.provision(school.kind, year)
        let point = generator.unit()
        pupil.provision = point < shares.plans ? "E" : point < shares.plans + shares.support ? "K" : "N"
        // Boys are 61.2 % of pupils with SEN, and half of all pupils.
        let boys = pupil.provision == "N" ? 0.485 : 0.612
        pupil.sex = generator.happens(boys) ? "M" : "F"
        let region = calibration.base.authorities[school.authority].region
        switch pupil.provision {
        case "E":
            let needShares = calibration.needShares(region: region, age: pupil.age)
            let isDown = generator.happens(0.006) && allowsDownSyndrome
            let first = isDown ? "DS" : Need.allCases[place(of: generator.unit(), in: needShares)].rawValue
            addNeeds(first, secondShare: 0.35, to: &pupil, &generator)
            pupil.hasTopUp = generator.happens(0.9)
            pupil.isInUnit = school.hasUnit && generator.happens(0.19)
            let isInResourced = school.hasResourcedProvision && generator.happens(0.22)
            pupil.isInResourcedProvision = isInResourced && !pupil.isInUnit
        case "K":
            let first = calibration.supportNeeds[place(of: generator.unit(), in: calibration.supportShares)]
            addNeeds(first, secondShare: first == "NSA" ? 0 : 0.15, to: &pupil, &generator)
        default: break
        }
    }

    private func addNeeds(
        _ first: String,
        secondShare: Double,
        to pupil: inout CensusPupil,
        _ generator: inout SeededGenerator
    ) {
        pupil.needs.append(CensusPupil.Need(type: first, rank: 1))
        guard generator.happens(secondShare) else { return }
        let other = ["SLCN", "SEMH", "SPLD", "ASD", "PD"].filter { $0 != first }[generator.number(in: 0...3)]
        pupil.needs.append(CensusPupil.Need(type: other, rank: 2))
    }

    private func ethnicity(_ school: CensusSchool, _ generator: inout SeededGenerator) -> String {
        let region = calibration.base.regions[calibration.base.authorities[school.authority].region].code
        return calibration.base.ethnicities[
            place(of: generator.unit(), in: calibration.base.ethnicityShares[region, default: [1]])
        ]
    }

    private static let languages = [
        "POL", "URD", "RMN", "BNG", "PNJ", "ARA", "SOM", "TUR", "GUJ", "FRN", "PRS", "UKR",
    ]

    private static func learnerNumber(_ school: CensusSchool, _ cohort: Int, _ number: Int) -> Int {
        let place = school.authority * EstablishmentRegister.blockSize + school.ordinal
        return 100_000_000 + ((place * 8 + cohort % 8) * 400 + number) * 2
    }

    static func yearGroup(_ age: Int) -> String {
        switch age {
        case ..<3: "N1"
        case 3: "N2"
        case 4: "R"
        default: String(min(14, age - 4))
        }
    }

    private static func day(_ year: Int, _ month: Int, _ day: Int) -> Int32 {
        CalendarDate(year: year, month: month, day: day)?.daysSince1970 ?? 0
    }
}
