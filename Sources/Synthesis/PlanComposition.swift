import Returns

extension ReturnComposer {
    /// The plan, and the setting that it names.
    mutating func composePlan(_ child: Child, under assessment: Int) {
        let plan = draft.begin(.namedPlan, under: assessment)
        let age = child.age(inYear: window.year)
        let setting = child.setting(inYear: window.year)
        draft.put(.startDate, .date(child.planStart))
        if let residence = residence(child, setting) { draft.put(.planRes, .code(residence)) }
        if isWorkBased(child, setting, age: age) { draft.put(.planWBP, codes.first(of: .planWBP)) }
        composeBudget(child)
        if child.ceased <= window.last {
            draft.put(.ceaseDate, .date(child.ceased))
            draft.put(.ceaseReason, .integer(Int32(child.ceaseReason)))
        }
        composeDetail(child, setting: named(setting), age: age, under: plan)
    }

    /// A plan names a type of setting at least, also where the placement is not recorded.
    private func named(_ setting: Setting) -> Setting {
        switch setting {
        case .notRecorded, .notInEducation, .notInEducationCeasing, .notInEducationOther, .notInEducationCompulsoryAge:
            .otherSetting
        default: setting
        }
    }

    private mutating func composeBudget(_ child: Child) {
        let chance = share(of: child, 0xB1)
        let budgets =
            model.calibration.flow("personal_budgets", 2025) / model.calibration.flow("plans_in_january", 2025)
        let hasBudget = chance < budgets
        draft.put(.pb, .boolean(hasBudget))
        guard hasBudget else { return }
        let isOrganised = chance < budgets * 0.2
        draft.put(.oa, .boolean(isOrganised))
        if !isOrganised { draft.put(.dp, codes.payment(UInt64(chance * 1e9))) }
    }

    private mutating func composeDetail(_ child: Child, setting: Setting, age: Int, under plan: Int) {
        draft.begin(.planDetail, under: plan)
        if let school = establishment(child, setting, age: age) {
            put(school, urn: .planURN, ukprn: .planUKPRN)
            draft.put(.planUnit, .boolean(setting.isInUnit))
            draft.put(.planResourced, .boolean(setting.isInResourcedProvision))
        } else if let code = setting.code {
            draft.put(.planSetting, .code(code))
            if setting.wantsDetail { draft.put(.planSettingOther, text: "type of setting named, no setting".utf8) }
        }
        draft.put(.planRank, .integer(1))
    }

    mutating func put(_ school: AttendedEstablishment, urn: ReturnItem, ukprn: ReturnItem) {
        if let number = school.urn {
            draft.put(urn, .integer(number))
        } else {
            draft.put(ukprn, .integer(school.ukprn))
        }
    }

    func establishment(_ child: Child, _ setting: Setting, age: Int) -> AttendedEstablishment? {
        model.register.attended(
            setting,
            age: age,
            seed: child.seed,
            authority: authority,
            neighbours: model.neighbours[authority]
        )
    }

    /// Residential placements: special schools and specialist colleges away from home, a published few.
    func residence(_ child: Child, _ setting: Setting) -> String? {
        switch setting {
        case .specialIndependent, .specialNonMaintained, .specialistPost16:
            let chance = share(of: child, 0xB2)
            return chance < 0.034 ? "A" : chance < 0.051 ? "B" : nil
        default: return nil
        }
    }

    func isWorkBased(_ child: Child, _ setting: Setting, age: Int) -> Bool {
        guard age >= 16, setting == .furtherEducation || setting == .otherProvider else { return false }
        return codes.hasWorkBasedCodes && share(of: child, 0xB3) < 0.056
    }

    /// A number from 0 to 1 that is the child's own for one question, whatever the year.
    func share(of child: Child, _ question: UInt64) -> Double {
        Double(scramble(child.seed ^ scramble(question)) >> 11) * 0x1p-53
    }
}
