import Returns

extension CensusFault {
    /// Every kind of fault, in the order in which they are planted.
    static let all: [CensusFault] = cells + numbers + provision + needs

    private static let cells: [CensusFault] = [
        text("value-missing", .surname) { _ in "" },
        text("value-missing", .provision) { $0.provision == "N" ? "" : nil },
        text("date-not-readable", .birthDate) { _ in "2012-02-31" },
        text("code-not-in-list", .ethnicity) { _ in "ZZZZ" },
        text("code-not-in-list", .yearGroup) { _ in "Y9" },
        text("code-not-valid-on-census-date", .provision) { $0.provision == "N" ? "S" : nil },
        text("boolean-not-readable", .topUp) { $0.provision == "E" ? "some" : nil },
    ]

    private static let numbers: [CensusFault] = [
        text("upn-form", .upn) { spelt($0.upn) { $0[5] = UInt8(ascii: "A") } },
        text("upn-check-letter", .upn) { pupil in
            spelt(pupil.upn) { $0[0] = $0[0] == UInt8(ascii: "A") ? UInt8(ascii: "B") : UInt8(ascii: "A") }
        },
        text("upn-missing", .upn) { _ in "" }.only { $0.phase != "SP" },
        text("uln-check-digit", .uln) { pupil in
            guard !pupil.uln.isEmpty else { return nil }
            return spelt(pupil.uln) { $0[9] = $0[9] == UInt8(ascii: "1") ? UInt8(ascii: "2") : UInt8(ascii: "1") }
        },
        text("uln-expected", .uln) { $0.age >= 14 ? "" : nil },
        text("entry-after-census-day", .entryDate) { _ in "2027-01-31" },
        CensusFault(rule: "year-group-not-of-age", severity: "query") { pupil, school in
            guard school.phase != "SP", (7...13).contains(pupil.age) else { return nil }
            pupil.yearGroup = CensusComposer.yearGroup(pupil.age - 2)
            return Spot(item: .yearGroup, value: pupil.yearGroup)
        },
    ]

    private static let provision: [CensusFault] = [
        CensusFault(rule: "unit-and-resourced-provision", severity: "query") { pupil, school in
            guard pupil.provision == "E", school.phase != "SP" else { return nil }
            pupil.isInUnit = true
            pupil.isInResourcedProvision = true
            return Spot(item: .unit, value: "1")
        },
        CensusFault(rule: "unit-without-sen", severity: "query") { pupil, school in
            guard pupil.provision == "N", school.phase != "SP" else { return nil }
            pupil.isInUnit = true
            return Spot(item: .unit, value: "1")
        },
        CensusFault(rule: "top-up-with-sen-support", severity: "query") { pupil, _ in
            guard pupil.provision == "K" else { return nil }
            pupil.hasTopUp = true
            return Spot(item: .topUp, value: "1")
        },
    ]

    private static let needs: [CensusFault] = [
        CensusFault(rule: "need-missing", severity: "error") { pupil, _ in
            guard pupil.provision != "N" else { return nil }
            pupil.needs = []
            return Spot(item: .provision, value: pupil.provision)
        },
        CensusFault(rule: "need-without-provision", severity: "error") { pupil, school in
            guard pupil.provision == "N", school.phase != "SP" else { return nil }
            pupil.needs = [CensusPupil.Need(type: "SLCN", rank: 1)]
            return Spot(item: .provision, value: "N")
        },
        CensusFault(rule: "not-assessed-with-plan", severity: "error") { pupil, _ in
            guard pupil.provision == "E", pupil.needs.count == 1 else { return nil }
            pupil.needs[0].type = "NSA"
            return Spot(item: .needType, table: .need, value: "NSA")
        },
        CensusFault(rule: "same-need-twice", severity: "error") { pupil, _ in
            guard pupil.needs.count == 2 else { return nil }
            pupil.needs[1].type = pupil.needs[0].type
            return Spot(item: nil, value: "")
        },
        CensusFault(rule: "need-rank-twice", severity: "error", forms: [.xml, .csv]) { pupil, _ in
            guard pupil.needs.count == 2 else { return nil }
            pupil.needs[1].rank = 1
            return Spot(item: nil, value: "")
        },
        CensusFault(rule: "code-not-in-list", severity: "error") { pupil, _ in
            guard pupil.needs.count == 1 else { return nil }
            pupil.needs[0].type = "BESD"
            return Spot(item: .needType, table: .need, value: "BESD")
        },
    ]

    /// The same fault, for schools of some kinds.
    private func only(_ suits: @escaping @Sendable (CensusSchool) -> Bool) -> CensusFault {
        let spoil = spoil
        return CensusFault(rule: rule, severity: severity, forms: forms) { pupil, school in
            suits(school) ? spoil(&pupil, school) : nil
        }
    }

    private static func spelt(_ bytes: [UInt8], _ change: (inout [UInt8]) -> Void) -> String {
        var bytes = bytes
        change(&bytes)
        return String(decoding: bytes, as: UTF8.self)
    }
}
