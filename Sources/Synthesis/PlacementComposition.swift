import Returns

extension ReturnComposer {
    /// The plan as it is on census day: its reviews, its placements and the needs.
    mutating func composeActivePlan(_ child: Child, under request: Int) {
        let plan = draft.begin(.activePlan, under: request)
        if child.transferred >= window.first, child.transferred <= window.last {
            draft.put(.transferLA, .integer(child.transferredFrom))
        }
        composeReview(child)
        composePlacements(child, under: plan)
        composeNeeds(child, under: plan)
    }

    private mutating func composeReview(_ child: Child) {
        let reviewed = child.isFromElsewhere ? child.transferred : child.planStart
        guard reviewed < window.first else { return }
        let held = model.calibration.flow("reviews_held", 2024) / model.calibration.flow("reviews_due", 2024)
        let isLate = !generator.happens(held)
        // A late review is one whose meeting was before the year, with the decision in it.
        let earliest = max(reviewed + 1, isLate ? window.first - 90 : window.first)
        let latest = max(earliest, isLate ? window.first - 10 : window.last - 10)
        let meeting = earliest + Int32(generator.number(in: 0...Int(latest - earliest)))
        let isPrompt = generator.happens(0.444)
        let time = Int32(isPrompt ? generator.number(in: 7...28) : generator.number(in: 29...100))
        let decided = min(max(meeting + time, window.first), window.census)
        let usual = generator.happens(0.62) ? "M" : generator.happens(0.985) ? "A" : "C"
        // A notice to cease is what the review decided.
        let outcome = child.setting(inYear: window.year) == .notInEducationCeasing ? "C" : usual
        draft.put(.reviewMeeting, .date(meeting))
        draft.put(.reviewOutcome, .code(outcome))
        if outcome == "A" { draft.put(.reviewDraft, .date(min(decided + 3, window.census))) }
        draft.put(.lastReview, .date(decided))
        composePhaseTransfer(child)
    }

    /// Those who move on in the coming September have the day by which the plan must be amended.
    private mutating func composePhaseTransfer(_ child: Child) {
        let age = child.age(inYear: window.year)
        guard age == 10 || age == 15 else { return }
        let due = age == 10 ? day(window.year, 2, 15) : day(window.year, 3, 31)
        draft.put(.phaseTransferDue, .date(due))
        guard generator.happens(age == 10 ? 0.3 : 0.1) else { return }
        draft.put(.phaseTransferFinal, .date(window.census - Int32(generator.number(in: 0...12))))
    }

    private mutating func composePlacements(_ child: Child, under plan: Int) {
        let setting = child.setting(inYear: window.year)
        guard setting != .notRecorded else { return }
        let age = child.age(inYear: window.year)
        let before = window.year >= 2025 && child.holdsPlan(on: window.first + 15) ? child.settingBefore : nil
        let moved = before.map { movedOn(from: $0, to: setting, age: age) } ?? false
        let moving = age == 4 || age == 11 || age == 16 || age == 19 ? day(window.year - 1, 9, 3) : midYear()
        if moved, let before, before != .notRecorded {
            let left = age == 11 || age == 16 || age == 19 ? day(window.year - 1, 7, 19) : moving - 1
            let entered = min(entry(child, before, age: age - 1, latest: window.first - 1), left)
            composePlacement(child, before, age: age - 1, entered: entered, left: left, under: plan)
        }
        let latest = before == nil ? window.last : window.first - 1
        let entered = moved ? moving : entry(child, setting, age: before == nil ? age : age - 1, latest: latest)
        composePlacement(child, setting, age: age, entered: entered, left: nil, under: plan)
    }

    private mutating func midYear() -> Int32 {
        day(window.year - 1, 2, 5) + Int32(generator.number(in: 0...300))
    }

    /// Whether two years mean two placements: another setting, or the next phase of the same.
    private func movedOn(from before: Setting, to setting: Setting, age: Int) -> Bool {
        before != setting
            || EstablishmentRegister.kind(of: before, age: age - 1)
                != EstablishmentRegister.kind(of: setting, age: age)
    }

    /// The day a placement began: the September of its phase, or when the plan started, or a day of the child's own.
    private func entry(_ child: Child, _ setting: Setting, age: Int, latest: Int32) -> Int32 {
        let born = 2024 - child.age
        let start = age >= 19 ? 19 : age >= 16 ? 16 : age >= 11 ? 11 : age >= 4 ? 4 : age
        let september = day(born + start, 9, 3)
        let isAtSchool = EstablishmentRegister.kind(of: setting, age: age)?.isMainstreamState ?? false
        let own = Int32(share(of: child, 0xB4 + UInt64(setting.index)) * 200)
        let begins = isAtSchool ? september : max(september, child.planStart) + own
        return max(min(begins, latest), child.birth + 30)
    }

    private mutating func composePlacement(
        _ child: Child,
        _ setting: Setting,
        age: Int,
        entered: Int32,
        left: Int32?,
        under plan: Int
    ) {
        draft.begin(.placement, under: plan)
        if let school = establishment(child, setting, age: age) {
            put(school, urn: .placementURN, ukprn: .placementUKPRN)
            draft.put(.placementUnit, .boolean(setting.isInUnit))
            draft.put(.placementResourced, .boolean(setting.isInResourcedProvision))
        } else if let code = setting.code {
            draft.put(.placementSetting, .code(code))
            if setting.wantsDetail { draft.put(.placementSettingOther, text: "waiting for a place, made up".utf8) }
        }
        draft.put(.placementRank, .integer(1))
        draft.put(.entryDate, .date(entered))
        if let left { draft.put(.leavingDate, .date(left)) }
        if let residence = residence(child, setting) { draft.put(.res, .code(residence)) }
        if isWorkBased(child, setting, age: age) { draft.put(.wbp, codes.first(of: .wbp)) }
    }

    private mutating func composeNeeds(_ child: Child, under plan: Int) {
        guard child.need != .notRecorded else { return }
        draft.begin(.need, under: plan)
        draft.put(.senType, codes.isDownSyndrome(child) ? .code("DS") : .code(child.need.rawValue))
        draft.put(.senTypeRank, .integer(1))
        guard share(of: child, 0xB7) < 0.35 else { return }
        let others = Need.allCases.filter { $0 != child.need && $0 != .notRecorded }
        let second = others[Int(scramble(child.seed ^ 0xB8) % UInt64(others.count))]
        draft.begin(.need, under: plan)
        draft.put(.senType, .code(second.rawValue))
        draft.put(.senTypeRank, .integer(2))
    }
}
