extension EstablishmentRegister {
    private static let heading =
        "urn,ukprn,name,type_code,la_code,phase,statutory_low_age,statutory_high_age,open_date,close_date,"
        + "section_41_approved,sen_unit,resourced_provision\n"

    private static let names = [
        "Madeup Hill", "Imaginary Lane", "Fictional Green", "Notreal Road", "Pretend Park", "Sample Street",
        "Placeholder Way", "Example Heath", "Testing Wood", "Invented Brook", "Mock Meadow", "Dummy Down",
    ]

    /// Writes the register: every establishment with a URN, in the order of the URNs.
    func write(to output: inout ByteOutput) throws(SynthesisError) {
        output.write(Self.heading.utf8)
        for (place, authority) in authorities.enumerated() {
            for group in authority.groups where group.kind != .provider {
                for ordinal in group.ordinals {
                    output.write(row(place, authority, group, ordinal).utf8)
                    try output.flushWhenFull()
                }
            }
        }
    }

    /// What the register says of one establishment.
    struct Entry {
        let urn, ukprn: Int32
        let name: String
        let type, year: Int
        let isApproved, hasUnit, hasResourcedProvision: Bool
    }

    func entry(_ place: Int, _ authority: Authority, _ group: Group, _ ordinal: Int) -> Entry {
        let index = ordinal - group.ordinals.lowerBound
        let kind = group.kind
        let types = kind.typeCodes
        let name = Self.names[ordinal % Self.names.count]
        return Entry(
            urn: Self.urn(authority: place, ordinal: ordinal),
            ukprn: Self.ukprn(authority: place, ordinal: ordinal),
            name: "\(name) \(kind.noun) \(authority.code)-\(ordinal)",
            type: types[index % types.count],
            year: 1990 + (ordinal * 7 + place) % 24,
            isApproved: (kind == .specialIndependent || kind == .specialistPost16) && index % 2 == 0,
            hasUnit: kind.isMainstreamState && Self.hasUnit(index),
            hasResourcedProvision: kind.isMainstreamState && Self.hasResourcedProvision(index)
        )
    }

    private func row(_ place: Int, _ authority: Authority, _ group: Group, _ ordinal: Int) -> String {
        let entry = entry(place, authority, group, ordinal)
        let kind = group.kind
        return "\(entry.urn),\(entry.ukprn),\(entry.name),\(entry.type),\(authority.code),\(kind.phase),"
            + "\(kind.ages.lowerBound),\(kind.ages.upperBound),\(entry.year)-09-01,,\(entry.isApproved),"
            + "\(entry.hasUnit),\(entry.hasResourcedProvision)\n"
    }
}

extension EstablishmentRegister.Kind {
    var noun: String {
        switch self {
        case .primaryMaintained, .primaryAcademy, .primaryFreeSchool: "Primary School"
        case .secondaryMaintained, .secondaryAcademy, .secondaryFreeSchool: "High School"
        case .independent: "Independent School"
        case .specialMaintained, .specialAcademy, .specialIndependent, .specialNonMaintained: "Special School"
        case .alternativeMaintained, .alternativeAcademy, .alternativeFreeSchool: "Alternative Provision"
        case .college: "College"
        case .specialistPost16: "Specialist College"
        case .online: "Online School"
        case .welsh: "Welsh School"
        case .other: "Establishment"
        case .provider: "Training"
        }
    }
}
