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

    private func row(_ place: Int, _ authority: Authority, _ group: Group, _ ordinal: Int) -> String {
        let index = ordinal - group.ordinals.lowerBound
        let kind = group.kind
        let types = kind.typeCodes
        let isApproved = (kind == .specialIndependent || kind == .specialistPost16) && index % 2 == 0
        let name = Self.names[ordinal % Self.names.count]
        let year = 1990 + (ordinal * 7 + place) % 24
        return "\(Self.urn(authority: place, ordinal: ordinal)),\(Self.ukprn(authority: place, ordinal: ordinal)),"
            + "\(name) \(kind.noun) \(authority.code)-\(ordinal),\(types[index % types.count]),\(authority.code),"
            + "\(kind.phase),\(kind.ages.lowerBound),\(kind.ages.upperBound),\(year)-09-01,,\(isApproved),"
            + "\(kind.isMainstreamState && Self.hasUnit(index)),"
            + "\(kind.isMainstreamState && Self.hasResourcedProvision(index))\n"
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
