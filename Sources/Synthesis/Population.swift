/// The children of one local authority, made backwards from its caseload of January 2025.
///
/// The caseload shows the region's published shares; those who joined in the year and those whose plans ended in it
/// give the caseload of January 2024. An authority's children depend on the seed, the scale and its own code alone.
struct Population {
    let model: NationModel
    let authority: Int
    let plans: Int
    let seed: UInt64
    private(set) var children: [Child] = []

    private var generator: SeededGenerator
    private var ethnicities: EvenSequence
    private let structure: RegionStructure
    private let ethnicityShares: [Double]

    init(model: NationModel, authority: Int, seed: UInt64) {
        self.model = model
        self.authority = authority
        plans = model.plans[authority]
        let own = model.calibration.authorities[authority]
        let seed = scramble(seed ^ scramble(UInt64(own.code)))
        self.seed = seed
        structure = model.structures[own.region]
        let area = model.calibration.regions[own.region].code
        ethnicityShares = model.calibration.ethnicityShares[area, default: []]
        generator = SeededGenerator(seed: seed, mixedWith: 1)
        ethnicities = EvenSequence(startingAt: generator.unit(), step: .rootOfTwo)
        children.reserveCapacity(plans * 8 / 5 + 16)
        addCaseload()
        addLeavers(of: 2024)
        addLeavers(of: 2023)
        addRequests(of: 2024)
        addRequests(of: 2023)
        addPending()
    }

    private var region: Int { model.calibration.authorities[authority].region }

    private mutating func addCaseload() {
        let offset = generator.unit()
        var joiners = EvenShare(startingAt: generator.unit())
        var transfers = EvenShare(startingAt: generator.unit())
        var years = EvenSequence(startingAt: generator.unit(), step: .goldenRatio)
        var moves = EvenSequence(startingAt: generator.unit(), step: .rootOfThree)
        let count = Setting.allCases.count
        for index in 0..<plans {
            let cell = structure.cell(at: (Double(index) + offset) / Double(plans))
            var child = makeChild(cell, age: cell.age)
            let row = (cell.age - Calibration.ages.lowerBound) * count + cell.setting.index
            if joiners.includes(model.dynamics.joinerShares[row]) {
                givePlan(&child, startYear: 2024, isTransfer: transfers.includes(model.dynamics.transferShare))
            } else {
                givePlan(&child, yearsHeld: pickYears(age: cell.age, point: years.next()))
                child.settingBefore = model.transitions[region].setting(
                    before: cell.setting,
                    age: cell.age,
                    point: moves.next()
                )
            }
            children.append(child)
        }
    }

    /// Those whose plans ended in a calendar year; they are in the return of the January that followed, not after.
    private mutating func addLeavers(of year: Int) {
        let ceased = model.calibration.flow("plans_ceased", year)
        let held = model.calibration.flow("plans_in_january", 2025)
        let leavers = Int(Double(plans) * ceased / held + generator.unit())
        let reasons = model.calibration.ceaseReasons
        let offset = generator.unit()
        for index in 0..<leavers {
            let row = place(of: (Double(index) + offset) / Double(leavers), in: model.dynamics.leavers)
            let reason = reasons[row % reasons.count]
            let age = Calibration.ages.lowerBound + row / reasons.count
            let cell = structure.cell(at: generator.unit(), ofAge: age)
            var child = makeChild(cell, age: age + 2025 - year)
            let least = 2026 - year
            givePlan(
                &child,
                yearsHeld: max(least, pickYears(age: min(25, age + 1), point: generator.unit()) + 2024 - year)
            )
            cease(&child, in: year, reason: reason.code)
            children.append(child)
        }
    }

    private mutating func cease(_ child: inout Child, in year: Int, reason: Int) {
        child.ceaseReason = reason
        // Plans end for age with the academic year; the others on any day after the census.
        let first = reason == 1 ? day(year, 7, 1) : max(day(year, 1, 21), child.planStart + 30)
        let last = reason == 1 ? day(year, 8, 31) : day(year, 12, 31)
        child.ceased = first + Int32(generator.number(in: 0...Int(last - first)))
    }

    private func pickYears(age: Int, point: Double) -> Int {
        let first = (age - Calibration.ages.lowerBound) * Dynamics.yearsHeldCount
        return 2 + place(of: point, in: model.dynamics.yearsHeld[first..<(first + Dynamics.yearsHeldCount)])
    }

    private mutating func givePlan(_ child: inout Child, yearsHeld: Int) {
        let year = max(2014, 2025 - yearsHeld)
        let isTransfer = year == 2023 && !generator.happens(model.newShareOf2023)
        givePlan(&child, startYear: year, isTransfer: isTransfer)
    }

    /// A plan that started in a year, with the request and the assessment that led to it.
    private mutating func givePlan(_ child: inout Child, startYear: Int, isTransfer: Bool) {
        let first = max(firstDay(ofPlansIn: startYear), child.birth + 120)
        let last = max(first, day(startYear, 12, 31))
        child.planStart = first + Int32(generator.number(in: 0...Int(last - first)))
        let weeks = Int32(duration(year: startYear))
        child.received = max(child.planStart - weeks, child.birth + 15)
        child.requestDecided = min(child.received + Int32(decisionTime()), child.planStart - 20)
        child.assessmentDecided = child.planStart
        guard isTransfer else { return }
        let latest = day(startYear, 12, 31)
        child.transferred = child.planStart + Int32(generator.number(in: 0...Int(latest - child.planStart)))
        child.transferredFrom = Int32(otherAuthority())
    }

    /// Plans exist since September 2014; those who joined in 2024 did so after its census day.
    private func firstDay(ofPlansIn year: Int) -> Int32 {
        switch year {
        case 2014: day(2014, 9, 1)
        case 2024: day(2024, 1, 19)
        default: day(year, 1, 2)
        }
    }

    private mutating func otherAuthority() -> Int {
        let count = model.calibration.authorities.count
        let step = generator.number(in: 1...(count - 1))
        return model.calibration.authorities[(authority + step) % count].code
    }

    /// Days from request to plan: within 20 weeks as the region's rate says.
    private mutating func duration(year: Int) -> Int {
        let published = model.calibration.regions[region].withinTwentyWeeks
        let national = model.calibration.flow("within_20_weeks_percent", 2024) / 100
        let other = model.calibration.flow("within_20_weeks_percent", 2023) / 100
        let within = year == 2024 ? published : published + other - national
        let point = generator.unit()
        if point < within { return generator.number(in: 84...140) }
        if point > 1 - model.calibration.flow("plans_over_one_year_percent", 2024) / 100 {
            return generator.number(in: 366...520)
        }
        return generator.number(in: 141...364)
    }

    private mutating func decisionTime() -> Int {
        generator.happens(0.8) ? generator.number(in: 18...42) : generator.number(in: 43...63)
    }

    private mutating func makeChild(_ cell: RegionStructure.Cell, age: Int) -> Child {
        // Nobody holds a plan at 26, so those who are 25 turn 26 after census day.
        let first = age == 25 ? day(2024 - age, 1, 20) : day(2024 - age - 1, 9, 1)
        let last = day(2024 - age, 8, 31)
        return Child(
            seed: generator.next(),
            number: children.count,
            birth: first + Int32(generator.number(in: 0...Int(last - first))),
            age: age,
            isFemale: cell.isFemale,
            ethnicity: place(of: ethnicities.next(), in: ethnicityShares),
            need: cell.need,
            setting: cell.setting,
            settingBefore: cell.setting,
            received: 0
        )
    }
}

extension Population {
    /// Requests and assessments that ended without a plan in a calendar year.
    private mutating func addRequests(of year: Int) {
        let calibration = model.calibration
        let refused = calibration.flow("requests_refused", year)
        let withdrawn = calibration.flow("requests", year) * calibration.flow("requests_withdrawn_percent", 2024) / 100
        let assessments = calibration.flow("assessments", year)
        let withoutPlan =
            calibration.flow("assessments_without_plan", 2024)
            / calibration.flow("assessments", 2024) * assessments
        let stopped = assessments * calibration.flow("assessments_withdrawn_percent", 2024) / 100
        for _ in 0..<scaled(refused) { add(ending: .refuse, in: year) }
        for _ in 0..<scaled(withdrawn) { add(ending: .withdrawn, in: year) }
        for _ in 0..<scaled(withoutPlan) { add(assessmentEnding: .refuse, in: year) }
        for _ in 0..<scaled(stopped) { add(assessmentEnding: .withdrawn, in: year) }
    }

    /// Requests and assessments still under way at the end of 2024; those of a year earlier come out of what followed.
    private mutating func addPending() {
        let requests = model.calibration.flow("requests", 2024)
        let awaiting = requests * model.calibration.flow("requests_awaiting_decision_percent", 2024) / 100
        let assessing = requests * model.calibration.flow("assessments_awaiting_decision_percent", 2024) / 100
        for _ in 0..<scaled(awaiting) {
            var child = makeRequester(in: 2024)
            child.received = day(2024, 12, 31) - Int32(generator.number(in: 0...55))
            children.append(child)
        }
        for _ in 0..<scaled(assessing) {
            var child = makeRequester(in: 2024)
            child.requestDecided = day(2024, 12, 31) - Int32(generator.number(in: 0...120))
            child.received = child.requestDecided - Int32(decisionTime())
            children.append(child)
        }
    }

    private mutating func add(ending outcome: Child.RequestOutcome, in year: Int) {
        var child = makeRequester(in: year)
        child.requestDecided = anyDay(of: year)
        child.requestOutcome = outcome
        child.received = child.requestDecided - Int32(decisionTime())
        children.append(child)
    }

    private mutating func add(assessmentEnding outcome: Child.AssessmentOutcome, in year: Int) {
        var child = makeRequester(in: year)
        child.assessmentDecided = anyDay(of: year)
        child.assessmentOutcome = outcome
        child.requestDecided = child.assessmentDecided - Int32(generator.number(in: 42...70))
        child.received = child.requestDecided - Int32(decisionTime())
        children.append(child)
    }

    private mutating func makeRequester(in year: Int) -> Child {
        let ages = normalised(model.calibration.newPlansByAge)
        let age = Calibration.ages.lowerBound + place(of: generator.unit(), in: ages)
        return makeChild(structure.cell(at: generator.unit(), ofAge: age), age: age + 2024 - year)
    }

    private mutating func anyDay(of year: Int) -> Int32 {
        day(year, 1, 2) + Int32(generator.number(in: 0...363))
    }

    private mutating func scaled(_ national: Double) -> Int {
        Int(national * Double(plans) / model.calibration.flow("plans_in_january", 2025) + generator.unit())
    }
}
