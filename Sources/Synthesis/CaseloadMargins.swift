import Returns

/// How many plans are held on a census day, by each thing the nation is fitted to: control totals for a report.
public struct CaseloadMargins: Sendable, Hashable, Codable {
    /// Plans held on census day.
    public private(set) var plans = 0
    /// By age on the 31 August before.
    public private(set) var ages: [Int: Int] = [:]
    /// By placement code.
    public private(set) var settings: [String: Int] = [:]
    /// By age, then placement code.
    public private(set) var settingsByAge: [Int: [String: Int]] = [:]
    /// By first need; `not_recorded` where there is none.
    public private(set) var needs: [String: Int] = [:]
    public private(set) var sexes: [String: Int] = [:]
    public private(set) var ethnicities: [String: Int] = [:]
    /// Plans that were issued in the calendar year before, and those of them issued within 20 weeks.
    public private(set) var newPlans = 0
    public private(set) var newPlansInTime = 0
    /// Plans that ended in the calendar year before, by reason.
    public private(set) var ceased: [Int: Int] = [:]
    public private(set) var requestsRefused = 0
    /// Plans held a year before too, by age, and those of them whose placement changed.
    public private(set) var stayers: [Int: Int] = [:]
    public private(set) var movers: [Int: Int] = [:]

    init() {}

    mutating func count(_ child: Child, window: ActivityWindow, ethnicities codes: [String]) {
        countFlows(child, window)
        guard child.holdsPlan(on: window.census) else { return }
        let age = child.age(inYear: window.year)
        let setting = child.setting(inYear: window.year)
        plans += 1
        ages[age, default: 0] += 1
        settings[setting.rawValue, default: 0] += 1
        settingsByAge[age, default: [:]][setting.rawValue, default: 0] += 1
        needs[child.need.rawValue, default: 0] += 1
        sexes[child.isFemale ? "F" : "M", default: 0] += 1
        ethnicities[codes[child.ethnicity], default: 0] += 1
        guard window.year >= 2025, child.holdsPlan(on: window.first) else { return }
        stayers[age, default: 0] += 1
        if child.settingBefore != setting { movers[age, default: 0] += 1 }
    }

    private mutating func countFlows(_ child: Child, _ window: ActivityWindow) {
        let year = window.first...window.last
        if year.contains(child.planStart), child.transferred == Child.never {
            newPlans += 1
            if child.planStart - child.received <= 140 { newPlansInTime += 1 }
        }
        if year.contains(child.ceased) { ceased[child.ceaseReason, default: 0] += 1 }
        if child.requestOutcome == .refuse, year.contains(child.requestDecided) { requestsRefused += 1 }
    }

    /// The margins of two areas together.
    ///
    /// - Parameter other: The other area's margins.
    /// - Returns: Every count added.
    public func adding(_ other: Self) -> Self {
        var sum = self
        sum.plans += other.plans
        sum.ages.merge(other.ages, uniquingKeysWith: +)
        sum.settings.merge(other.settings, uniquingKeysWith: +)
        sum.settingsByAge.merge(other.settingsByAge) { $0.merging($1, uniquingKeysWith: +) }
        sum.needs.merge(other.needs, uniquingKeysWith: +)
        sum.sexes.merge(other.sexes, uniquingKeysWith: +)
        sum.ethnicities.merge(other.ethnicities, uniquingKeysWith: +)
        sum.newPlans += other.newPlans
        sum.newPlansInTime += other.newPlansInTime
        sum.ceased.merge(other.ceased, uniquingKeysWith: +)
        sum.requestsRefused += other.requestsRefused
        sum.stayers.merge(other.stayers, uniquingKeysWith: +)
        sum.movers.merge(other.movers, uniquingKeysWith: +)
        return sum
    }
}

extension SyntheticNation {
    /// What the returns of a year will show, without writing them.
    ///
    /// - Parameter year: One of the recipe's years; another has no margins.
    /// - Returns: The margins of each of the recipe's authorities, by code.
    public func margins(year: Int) -> [Int: CaseloadMargins] {
        guard let layout = layouts.first(where: { $0.schema.collection.year == year }) else { return [:] }
        var margins: [Int: CaseloadMargins] = [:]
        for member in members {
            let code = model.calibration.authorities[member].code
            margins[code] = self.margins(of: population(member), layout)
        }
        return margins
    }

    func margins(of population: Population, _ layout: ReturnLayout) -> CaseloadMargins {
        let window = ActivityWindow(year: layout.schema.collection.year, collection: layout.schema.collection)
        var margins = CaseloadMargins()
        for child in population.children {
            margins.count(child, window: window, ethnicities: model.calibration.ethnicities)
        }
        return margins
    }
}
