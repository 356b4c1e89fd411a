import Returns

/// Turns the children of one authority into the records of one year's return.
struct ReturnComposer {
    let model: NationModel
    let layout: ReturnLayout
    let window: ActivityWindow
    let authority: Int
    let identity: MadeUpIdentity
    var draft: ReturnDraft
    /// Decides what no table governs about the child under way, for this year alone.
    var generator = SeededGenerator(seed: 0)
    let codes: ComposedCodes

    init(model: NationModel, layout: ReturnLayout, authority: Int) {
        self.model = model
        self.layout = layout
        self.authority = authority
        window = ActivityWindow(year: layout.schema.collection.year, collection: layout.schema.collection)
        let code = model.calibration.authorities[authority].code
        identity = MadeUpIdentity(authority: authority, authorityCode: code)
        draft = ReturnDraft(layout: layout)
        codes = ComposedCodes(layout)
    }

    mutating func compose(_ children: [Child], serial: Int) -> ReturnDraft {
        composeHeader(serial: serial)
        for child in children where child.isTold(of: window) { compose(child) }
        return draft
    }

    private mutating func composeHeader(serial: Int) {
        let year = window.year
        draft.begin(.header)
        draft.put(.collection, text: "SEN2".utf8)
        draft.put(.year, .integer(Int32(year)))
        draft.put(.referenceDate, .date(window.census))
        draft.put(.sourceLevel, .code("L"))
        draft.put(.lea, .integer(Int32(identity.authorityCode)))
        draft.put(.softwareCode, text: "sendstat synth".utf8)
        draft.put(.release, text: "1.0".utf8)
        draft.put(.serialNo, .integer(Int32(serial)))
        draft.put(.dateTime, .dateTime(window.census + 14, 9 * 60 + Int32(identity.authorityCode % 480)))
        for item in [ReturnItem.dmo, .dco, .dsco] { draft.put(item, codes.first(of: item)) }
    }

    private mutating func compose(_ child: Child) {
        generator = SeededGenerator(seed: child.seed, mixedWith: UInt64(window.year))
        let person = composePerson(child)
        let request = composeRequest(child, under: person)
        guard child.requestOutcome == .assess, child.requestDecided <= window.last || child.isFromElsewhere else {
            return
        }
        composeAssessment(child, under: request)
        guard child.holdsPlan(on: window.census) else { return }
        composeActivePlan(child, under: request)
    }

    private mutating func composePerson(_ child: Child) -> Int {
        let age = child.age(inYear: window.year)
        let person = draft.begin(.person)
        draft.put(.surname, text: identity.surname(child.seed))
        draft.put(.forename, text: identity.forename(child.seed))
        draft.put(.birthDate, .date(child.birth))
        draft.put(.sex, .code(child.isFemale ? "F" : "M"))
        draft.put(.ethnicity, .code(model.calibration.ethnicities[child.ethnicity]))
        draft.put(.postcode, text: identity.postcode(child.seed))
        let holds = HeldNumbers(child, age: age)
        if holds.upn {
            let year = CalendarDate(daysSince1970: child.birth).parts.year
            draft.put(.upn, text: identity.upn(number: child.number, birthYear: year))
        }
        if holds.uln { draft.put(.uln, text: identity.uln(number: child.number)) }
        if let reason = holds.reason { draft.put(.upnUnknown, .code(reason)) }
        return person
    }

    private mutating func composeRequest(_ child: Child, under person: Int) -> Int {
        let request = draft.begin(.request, under: person)
        let outcome = child.isFromElsewhere ? "H" : requestOutcome(child)
        draft.put(.received, .date(child.received))
        draft.put(.source, .integer(Int32(1 + place(of: generator.unit(), in: [0.42, 0.44, 0.07, 0.03, 0.04]))))
        draft.put(.rya, .boolean(false))
        draft.put(.requestOutcome, .code(outcome))
        if outcome == "Y" || outcome == "N" { draft.put(.requestOutcomeDate, .date(child.requestDecided)) }
        let isRefused = outcome == "N"
        let mediated = generator.happens(0.27)
        let appealed = generator.happens(0.14)
        draft.put(.requestMediation, .boolean(isRefused && mediated))
        draft.put(.requestTribunal, .boolean(isRefused && appealed))
        return request
    }

    private func requestOutcome(_ child: Child) -> String {
        if child.requestDecided > window.last { return "A" }
        if child.requestDecided < window.first { return "H" }
        switch child.requestOutcome {
        case .assess: return "Y"
        case .refuse: return "N"
        case .withdrawn: return "W"
        }
    }

    private mutating func composeAssessment(_ child: Child, under request: Int) {
        let assessment = draft.begin(.assessment, under: request)
        let outcome = child.isFromElsewhere ? "H" : assessmentOutcome(child)
        draft.put(.assessmentOutcome, .code(outcome))
        if outcome == "Y" || outcome == "N" { draft.put(.assessmentOutcomeDate, .date(child.assessmentDecided)) }
        let flags = (generator.unit(), generator.unit(), generator.unit(), generator.unit(), generator.unit())
        draft.put(.assessmentMediation, .boolean(outcome == "N" && flags.0 < 0.33))
        draft.put(.assessmentTribunal, .boolean(outcome == "N" && flags.1 < 0.15))
        draft.put(.otherMediation, .boolean(outcome == "Y" && flags.2 < 0.019))
        draft.put(.otherTribunal, .boolean(outcome == "Y" && flags.3 < 0.05))
        let isLate = outcome == "Y" && child.assessmentDecided - child.received > 140
        draft.put(.week20, .boolean(isLate && flags.4 < 0.06))
        guard child.planStart <= window.last else { return }
        composePlan(child, under: assessment)
    }

    private func assessmentOutcome(_ child: Child) -> String {
        if child.assessmentDecided > window.last { return "A" }
        if child.assessmentDecided < window.first { return "H" }
        switch child.assessmentOutcome {
        case .issue: return "Y"
        case .refuse: return "N"
        case .withdrawn: return "W"
        }
    }
}

extension Child {
    /// Whether the plan came from another authority, which decided everything about it.
    var isFromElsewhere: Bool { transferred != Self.never }
}

/// Which numbers a child is known by: a UPN at school, a ULN from 14, or a reason for neither.
struct HeldNumbers {
    let upn: Bool
    let uln: Bool
    let reason: String?

    init(_ child: Child, age: Int) {
        let chance = Double(scramble(child.seed ^ 0xA1) >> 11) * 0x1p-53
        switch age {
        case ..<4: upn = chance < 0.4
        case 4: upn = chance < 0.95
        default: upn = chance < 0.985
        }
        uln = age >= 14 && (chance < 0.96 || chance > 0.992)
        guard !upn, !uln else {
            reason = nil
            return
        }
        reason = age < 5 ? "UN1" : age >= 16 ? "UN9" : chance < 0.993 ? "UN5" : "UN3"
    }
}
