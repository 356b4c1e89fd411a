import Returns

extension CensusComposer {
    /// The records of a school's return, in the order of its pupils.
    func draft(of school: CensusSchool, _ pupils: [CensusPupil]) -> CensusDraft {
        var draft = CensusDraft(layout: layout)
        putHeader(school, &draft)
        putSchool(school, &draft)
        for pupil in pupils { put(pupil, &draft) }
        putLeavers(school, &draft)
        return draft
    }

    private func putHeader(_ school: CensusSchool, _ draft: inout CensusDraft) {
        let dates = layout.schema.collection
        draft.begin(.header)
        draft.put(.collection, .code("SC"))
        draft.put(.term, .code("SPR"))
        draft.put(.year, .integer(Int32(year)))
        draft.put(.referenceDate, .date(dates.censusDate.daysSince1970))
        draft.put(.sourceLevel, .code("S"))
        draft.put(.authority, .integer(Int32(calibration.base.authorities[school.authority].code)))
        draft.put(.establishment, .integer(Int32(school.establishmentNumber)))
        draft.put(.urn, .integer(school.urn))
        draft.put(.software, text: "sendstat synth".utf8)
        draft.put(.release, text: "1.0".utf8)
        draft.put(.serial, .integer(1))
        draft.put(.madeAt, .dateTime(dates.censusDate.daysSince1970 + 7, 9 * 60 + Int32(school.ordinal % 480)))
    }

    private func putSchool(_ school: CensusSchool, _ draft: inout CensusDraft) {
        draft.begin(.school, under: 0)
        draft.put(.schoolName, text: school.name.utf8)
        draft.put(.phase, .code(school.phase))
        draft.put(.schoolType, .code("01"))
        draft.put(.lowestYear, .code(Self.yearGroup(school.ages.lowerBound)))
        draft.put(.highestYear, .code(Self.yearGroup(school.ages.upperBound)))
        draft.put(.intake, .code(school.phase == "SP" ? "SPEC" : "COMP"))
        draft.put(.governance, .code(school.governance))
        guard school.phase == "SP" else { return }
        for need in ["ASD", "SLD", "SEMH", "PMLD"].dropFirst(school.index % 3) {
            draft.begin(.provision, under: 0)
            draft.put(.approvedNeed, .code(need))
        }
    }

    private func put(_ pupil: CensusPupil, _ draft: inout CensusDraft) {
        let row = draft.begin(.pupil, under: 0)
        draft.put(.upn, text: pupil.upn)
        draft.put(.uln, text: pupil.uln)
        draft.put(.surname, text: pupil.surname)
        draft.put(.forename, text: pupil.forename)
        draft.put(.birthDate, .date(pupil.birthDate))
        for (item, code) in [
            (CensusItem.sex, pupil.sex), (.ethnicity, pupil.ethnicity), (.language, pupil.language),
            (.enrolment, pupil.enrolment), (.yearGroup, pupil.yearGroup),
            (.classType, pupil.age < 4 ? "N" : "O"), (.boarder, pupil.boarder), (.provision, pupil.provision),
        ] { draft.put(item, .code(code)) }
        draft.put(.entryDate, .date(pupil.entryDate))
        draft.put(.partTime, .boolean(pupil.age < 4))
        draft.put(.topUp, .boolean(pupil.hasTopUp))
        draft.put(.unit, .boolean(pupil.isInUnit))
        draft.put(.resourced, .boolean(pupil.isInResourcedProvision))
        for need in pupil.needs {
            draft.begin(.need, under: row)
            draft.put(.needType, .code(need.type))
            draft.put(.needRank, .integer(need.rank))
        }
        for (item, value) in pupil.spoilt {
            draft.put(item, .blank)
            if case .spelt(let text) = value { draft.put(item, text: text.utf8) }
        }
    }

    /// One pupil in a hundred has left since the school year began.
    private func putLeavers(_ school: CensusSchool, _ draft: inout CensusDraft) {
        let code = calibration.base.authorities[school.authority].code
        let identity = MadeUpIdentity(authority: school.authority, authorityCode: code)
        let start = layout.schema.collection.activityFrom.daysSince1970
        for number in 0..<(school.pupilCount / 100) {
            var generator = SeededGenerator(
                seed: seed,
                mixedWith: UInt64(school.authority) << 16 | UInt64(school.ordinal),
                UInt64(year),
                UInt64(number) | 1 << 32
            )
            let age = generator.number(in: school.ages)
            let names = generator.next()
            draft.begin(.former, under: 0)
            // Numbers from 900 on are given to no pupil on roll.
            let upn = identity.upn(number: school.ordinal * 1_000 + 900 + number % 100, birthYear: year - 1 - age)
            draft.put(.formerUPN, text: upn)
            draft.put(.formerSurname, text: identity.surname(names))
            draft.put(.formerForename, text: identity.forename(names))
            draft.put(.formerBirthDate, .date(start - Int32(age) * 365 - Int32(generator.number(in: 10...300))))
            draft.put(.formerSex, .code(generator.happens(0.5) ? "M" : "F"))
            draft.put(.formerEntry, .date(start - 300))
            draft.put(.leavingDate, .date(start + Int32(generator.number(in: 20...100))))
        }
    }
}
