/// An establishment a child attends, by the numbers a return gives.
struct AttendedEstablishment {
    /// Nil for a provider known by its UKPRN alone.
    let urn: Int32?
    let ukprn: Int32
}

extension EstablishmentRegister {
    /// The establishment of a setting that a child attends at an age; the same every time it is asked.
    ///
    /// - Parameters:
    ///   - setting: The setting.
    ///   - age: The child's age on the 31 August before.
    ///   - seed: The child's own seed.
    ///   - authority: Index of the child's authority.
    ///   - neighbours: Indices of the authorities whose establishments may be attended out of area.
    /// - Returns: Nil where the setting has no establishment.
    func attended(
        _ setting: Setting,
        age: Int,
        seed: UInt64,
        authority: Int,
        neighbours: [Int]
    ) -> AttendedEstablishment? {
        guard let kind = Self.kind(of: setting, age: age) else { return nil }
        var generator = SeededGenerator(seed: seed, mixedWith: UInt64(kind.rawValue))
        let isAway = generator.happens(Self.outOfAreaShare(kind)) && !neighbours.isEmpty
        let place = isAway ? neighbours[generator.number(in: 0...(neighbours.count - 1))] : authority
        var index = generator.number(in: 0...(count(of: kind, in: place) - 1))
        if setting.isInUnit { index -= index % 6 }
        if setting.isInResourcedProvision { index -= index % 4 }
        let ordinal = ordinal(of: kind, at: index, in: place)
        return AttendedEstablishment(
            urn: kind == .provider ? nil : Self.urn(authority: place, ordinal: ordinal),
            ukprn: Self.ukprn(authority: place, ordinal: ordinal)
        )
    }

    /// The kind of establishment behind a setting: mainstream schools are primary below 11, secondary from 11.
    static func kind(of setting: Setting, age: Int) -> Kind? {
        let isPrimary = age < 11
        switch setting {
        case .mainstreamMaintained, .mainstreamMaintainedResourced, .mainstreamMaintainedUnit:
            return isPrimary ? .primaryMaintained : .secondaryMaintained
        case .mainstreamAcademy, .mainstreamAcademyResourced, .mainstreamAcademyUnit:
            return isPrimary ? .primaryAcademy : .secondaryAcademy
        case .mainstreamFreeSchool, .mainstreamFreeSchoolResourced, .mainstreamFreeSchoolUnit:
            return isPrimary ? .primaryFreeSchool : .secondaryFreeSchool
        case .mainstreamIndependent: return .independent
        case .specialMaintained: return .specialMaintained
        case .specialAcademy: return .specialAcademy
        case .specialIndependent: return .specialIndependent
        case .specialNonMaintained: return .specialNonMaintained
        case .alternativeMaintained: return .alternativeMaintained
        case .alternativeAcademy: return .alternativeAcademy
        case .alternativeFreeSchool: return .alternativeFreeSchool
        case .furtherEducation: return .college
        case .specialistPost16: return .specialistPost16
        case .otherProvider: return .provider
        case .onlineProvider: return .online
        case .welshEstablishment: return .welsh
        case .otherEstablishment: return .other
        default: return nil
        }
    }

    /// Shares placed outside the home authority: our assumption.
    private static func outOfAreaShare(_ kind: Kind) -> Double {
        switch kind {
        case .specialIndependent: 0.3
        case .specialNonMaintained: 0.5
        case .specialistPost16: 0.4
        case .college: 0.12
        case .online, .welsh, .other: 0.5
        case .specialMaintained, .specialAcademy: 0.06
        default: 0.04
        }
    }
}
