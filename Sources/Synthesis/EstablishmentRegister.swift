/// The made-up establishments of every local authority.
///
/// Each authority has its own block of numbers, so that the register of one does not depend on the others and any of
/// them can point across a boundary.
struct EstablishmentRegister: Sendable {
    enum Kind: Int, CaseIterable, Sendable {
        case primaryMaintained, primaryAcademy, primaryFreeSchool
        case secondaryMaintained, secondaryAcademy, secondaryFreeSchool
        case independent, specialMaintained, specialAcademy, specialIndependent, specialNonMaintained
        case alternativeMaintained, alternativeAcademy, alternativeFreeSchool
        case college, specialistPost16, online, welsh, other
        /// Training providers known by their UKPRN alone.
        case provider
    }

    struct Group: Sendable {
        let kind: Kind
        let ordinals: Range<Int>
    }

    /// One authority's establishments.
    struct Authority: Sendable {
        let code: Int
        let groups: [Group]
    }

    let authorities: [Authority]

    static let firstURN = 900_000
    /// Numbers kept for each authority: 153 blocks fill 900000 to 999999.
    static let blockSize = 653
    static let firstUKPRN = 19_000_000

    init(plans: [(code: Int, plans: Int)]) {
        authorities = plans.map { Authority(code: $0.code, groups: Self.groups(plans: min($0.plans, 14_000))) }
    }

    func count(of kind: Kind, in authority: Int) -> Int {
        authorities[authority].groups[kind.rawValue].ordinals.count
    }

    /// The ordinal, within its authority, of an establishment of a kind.
    func ordinal(of kind: Kind, at index: Int, in authority: Int) -> Int {
        authorities[authority].groups[kind.rawValue].ordinals.lowerBound + index
    }

    static func urn(authority: Int, ordinal: Int) -> Int32 {
        Int32(firstURN + authority * blockSize + ordinal)
    }

    static func ukprn(authority: Int, ordinal: Int) -> Int32 {
        Int32(firstUKPRN + authority * blockSize + ordinal)
    }

    /// Whether the school at this place of its group has a SEN unit; the first of a group has everything.
    static func hasUnit(_ index: Int) -> Bool { index % 6 == 0 }
    static func hasResourcedProvision(_ index: Int) -> Bool { index % 4 == 0 }

    private static func groups(plans: Int) -> [Group] {
        var next = 0
        return Kind.allCases.map { kind in
            let count = max(1, plans / plansPerEstablishment(kind))
            defer { next += count }
            return Group(kind: kind, ordinals: next..<(next + count))
        }
    }

    private static func plansPerEstablishment(_ kind: Kind) -> Int {
        switch kind {
        case .primaryMaintained: 90
        case .primaryAcademy: 100
        case .primaryFreeSchool: 1_500
        case .secondaryMaintained: 900
        case .secondaryAcademy: 220
        case .secondaryFreeSchool: 1_200
        case .independent: 400
        case .specialMaintained: 900
        case .specialAcademy: 1_000
        case .specialIndependent: 300
        case .specialNonMaintained: 4_000
        case .alternativeMaintained, .alternativeAcademy: 3_000
        case .alternativeFreeSchool: 6_000
        case .college: 1_500
        case .specialistPost16: 1_500
        case .online, .welsh, .other: 20_000
        case .provider: 1_000
        }
    }
}

extension EstablishmentRegister.Kind {
    /// Codes of the type of establishment, as the national register has them; taken in turn.
    var typeCodes: [Int] {
        switch self {
        case .primaryMaintained: [1, 3, 2, 5]
        case .primaryAcademy, .secondaryAcademy: [34, 28]
        case .primaryFreeSchool, .secondaryFreeSchool: [35]
        case .secondaryMaintained: [1, 2, 5, 3]
        case .independent: [11]
        case .specialMaintained: [7, 12]
        case .specialAcademy: [44, 33, 36]
        case .specialIndependent: [10]
        case .specialNonMaintained: [8]
        case .alternativeMaintained: [14]
        case .alternativeAcademy: [42, 43]
        case .alternativeFreeSchool: [38]
        case .college: [18, 18, 31, 45, 39]
        case .specialistPost16: [32]
        case .online: [49]
        case .welsh: [30]
        case .other: [27]
        case .provider: []
        }
    }

    var phase: String {
        switch self {
        case .primaryMaintained, .primaryAcademy, .primaryFreeSchool: "Primary"
        case .secondaryMaintained, .secondaryAcademy, .secondaryFreeSchool: "Secondary"
        case .college, .specialistPost16, .provider: "16 plus"
        default: "Not applicable"
        }
    }

    var ages: ClosedRange<Int> {
        switch self {
        case .primaryMaintained, .primaryAcademy, .primaryFreeSchool: 2...11
        case .secondaryMaintained, .secondaryAcademy, .secondaryFreeSchool: 11...18
        case .independent, .online, .welsh, .other: 3...18
        case .specialMaintained, .specialAcademy, .specialIndependent, .specialNonMaintained: 2...19
        case .alternativeMaintained, .alternativeAcademy, .alternativeFreeSchool: 5...16
        case .college, .specialistPost16, .provider: 16...25
        }
    }

    var isMainstreamState: Bool { rawValue <= Self.secondaryFreeSchool.rawValue }
}
