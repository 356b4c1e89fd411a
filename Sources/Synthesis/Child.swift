import Returns

/// A made-up child or young person, with the dates of everything that a return of any year may tell of them.
struct Child: Sendable {
    enum RequestOutcome: Sendable { case assess, refuse, withdrawn }
    enum AssessmentOutcome: Sendable { case issue, refuse, withdrawn }

    /// The day after all days: what has not happened.
    static let never = Int32.max

    /// Decides everything about the child that no table governs.
    let seed: UInt64
    /// Place among the children of the local authority; identifiers are made from it.
    let number: Int
    let birth: Int32
    /// Age on 31 August 2024.
    let age: Int
    let isFemale: Bool
    let ethnicity: Int
    let need: Need
    /// The setting in January 2025, and a year before that.
    var setting: Setting
    var settingBefore: Setting

    var received: Int32
    var requestDecided = Child.never
    var requestOutcome = RequestOutcome.assess
    var assessmentDecided = Child.never
    var assessmentOutcome = AssessmentOutcome.issue
    var planStart = Child.never
    /// The day the plan came from another authority; never for a plan of the authority's own.
    var transferred = Child.never
    var transferredFrom: Int32 = 0
    var ceased = Child.never
    var ceaseReason = 0

    /// Age on the 31 August before the January of a collection year.
    func age(inYear year: Int) -> Int { age - (2025 - year) }

    func setting(inYear year: Int) -> Setting { year >= 2025 ? setting : settingBefore }

    /// Whether the plan is held at the end of a day.
    func holdsPlan(on day: Int32) -> Bool {
        planStart <= day && ceased > day && (transferred == Self.never || transferred <= day)
    }

    /// Whether a return tells of the child: something was under way in the window or a plan was held.
    func isTold(of window: ActivityWindow) -> Bool {
        let came = transferred == Self.never ? received : transferred
        return came <= window.last && ended >= window.first
    }

    /// The day after which there is nothing left to tell.
    private var ended: Int32 {
        if planStart != Self.never { return ceased }
        if requestOutcome != .assess { return requestDecided }
        return assessmentOutcome == .issue ? Self.never : assessmentDecided
    }
}

/// The days a return is about.
struct ActivityWindow: Sendable {
    let year: Int
    let first: Int32
    let last: Int32
    let census: Int32

    init(year: Int, collection: ResolvedSchema.Collection) {
        self.year = year
        first = collection.activityFrom.daysSince1970
        last = collection.activityTo.daysSince1970
        census = collection.censusDate.daysSince1970
    }
}

/// A day as the number columns hold it.
func day(_ year: Int, _ month: Int, _ day: Int) -> Int32 {
    CalendarDate(year: year, month: month, day: day)?.daysSince1970 ?? 0
}
