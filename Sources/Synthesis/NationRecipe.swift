/// What a synthetic nation is made from: the same recipe gives the same bytes.
public struct NationRecipe: Sendable, Hashable {
    /// The forms in which each return is written.
    public enum Forms: String, Sendable, Codable, CaseIterable {
        case xml, csv, both
    }

    /// Collection years: 2024 and 2025 can be made.
    public var years: [Int]
    /// Size against the nation, whose 638,745 plans of January 2025 are 1; every authority keeps one plan at least.
    public var scale: Double
    public var seed: UInt64
    /// Three-digit codes, or nil for all 153; one written alone is the same as in the whole nation.
    public var localAuthorities: [Int]?
    public var forms: Forms
    /// Planted faults for each person of a return, or 0 for none.
    ///
    /// Any rate above 0 plants each kind once at least, where the return is large enough to hold it.
    public var errorRate: Double

    public init(
        years: [Int] = [2024, 2025],
        scale: Double = 1,
        seed: UInt64 = 1,
        localAuthorities: [Int]? = nil,
        forms: Forms = .xml,
        errorRate: Double = 0
    ) {
        self.years = years
        self.scale = scale
        self.seed = seed
        self.localAuthorities = localAuthorities
        self.forms = forms
        self.errorRate = errorRate
    }
}
