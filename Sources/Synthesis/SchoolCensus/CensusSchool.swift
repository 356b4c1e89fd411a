/// A made-up school that sends a census return: one of the register's, with the number of its pupils.
struct CensusSchool: Sendable {
    enum Kind: String, Sendable, CaseIterable {
        case primary, secondary, special, independentSpecial = "independent_special", alternative
    }

    let kind: Kind
    let registerKind: EstablishmentRegister.Kind
    /// Index of its authority.
    let authority: Int
    /// Its number within its authority, and its place among the schools of its kind there.
    let ordinal: Int
    let index: Int
    /// Pupils in each year group.
    let yearSize: Int

    var urn: Int32 { EstablishmentRegister.urn(authority: authority, ordinal: ordinal) }
    var hasUnit: Bool { registerKind.isMainstreamState && EstablishmentRegister.hasUnit(index) }
    var hasResourcedProvision: Bool {
        registerKind.isMainstreamState && EstablishmentRegister.hasResourcedProvision(index)
    }

    /// Academic ages of its pupils, youngest first.
    var ages: ClosedRange<Int> {
        switch kind {
        case .primary: index % 2 == 0 ? 3...10 : 4...10
        case .secondary: index % 3 == 0 ? 11...17 : 11...15
        case .special, .independentSpecial: 4...18
        case .alternative: 11...15
        }
    }

    var pupilCount: Int { yearSize * ages.count }

    /// Four digits in the range that numbers of its kind have.
    var establishmentNumber: Int {
        switch kind {
        case .primary: 2_000 + ordinal
        case .secondary: 4_000 + ordinal
        case .special, .independentSpecial: 7_000 + ordinal
        case .alternative: 1_100 + ordinal
        }
    }

    var name: String { "Madeup \(registerKind.noun) \(ordinal)" }

    var phase: String {
        switch kind {
        case .primary: "PS"
        case .secondary: "SS"
        case .special, .independentSpecial: "SP"
        case .alternative: "PR"
        }
    }

    var governance: String {
        switch registerKind {
        case .specialIndependent: "IN"
        case .specialNonMaintained: "NM"
        case .primaryMaintained, .secondaryMaintained, .specialMaintained, .alternativeMaintained:
            ["CO", "VA", "VC", "FO"][kind == .primary ? index % 4 : 0]
        default: "CA"
        }
    }
}

extension CensusSchool {
    /// The schools of an authority: those of the register that send a census return, fewer at a smaller scale.
    static func all(in register: EstablishmentRegister, authority: Int, scale: Double, seed: UInt64) -> [CensusSchool] {
        register.authorities[authority].groups.flatMap { group -> [CensusSchool] in
            guard let kind = kind(of: group.kind) else { return [] }
            let isFirst = group.kind == .primaryMaintained
            let count = min(
                group.ordinals.count,
                max(isFirst ? 1 : 0, Int((Double(group.ordinals.count) * scale).rounded()))
            )
            return (0..<count).map { index in
                let ordinal = group.ordinals.lowerBound + index
                var generator = SeededGenerator(seed: seed, mixedWith: UInt64(authority), UInt64(ordinal), 0x5C)
                return CensusSchool(
                    kind: kind,
                    registerKind: group.kind,
                    authority: authority,
                    ordinal: ordinal,
                    index: index,
                    yearSize: yearSize(kind, &generator)
                )
            }
        }
    }

    private static func kind(of kind: EstablishmentRegister.Kind) -> Kind? {
        switch kind {
        case .primaryMaintained, .primaryAcademy, .primaryFreeSchool: .primary
        case .secondaryMaintained, .secondaryAcademy, .secondaryFreeSchool: .secondary
        case .specialMaintained, .specialAcademy, .specialNonMaintained: .special
        case .specialIndependent: .independentSpecial
        case .alternativeMaintained, .alternativeAcademy, .alternativeFreeSchool: .alternative
        default: nil
        }
    }

    private static func yearSize(_ kind: Kind, _ generator: inout SeededGenerator) -> Int {
        switch kind {
        case .primary: generator.number(in: 1...3) * 15 + generator.number(in: 5...15)
        case .secondary: generator.number(in: 90...210)
        case .special: generator.number(in: 3...9)
        case .independentSpecial: generator.number(in: 1...4)
        case .alternative: generator.number(in: 4...20)
        }
    }
}
