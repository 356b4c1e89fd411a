/// What synthetic school census returns are made from: the same recipe gives the same bytes.
public struct CensusRecipe: Sendable, Hashable {
    /// A form in which returns are written.
    public enum Form: String, Sendable, Codable, CaseIterable {
        /// One message for each school.
        case xml
        /// One set of export tables for each authority, or for all when pupils are counted.
        case csv
        /// One row for each pupil, in one file for each authority, or for all when pupils are counted.
        case flat
    }

    /// Collection years: 2024 to 2026 can be made.
    public var years: [Int]
    /// Share of the nation's schools; every authority keeps one primary school at least.
    public var scale: Double
    /// Exactly so many pupils of schools all over the nation, in one set or file; nil to go by `scale`.
    public var pupils: Int?
    public var seed: UInt64
    /// Three-digit codes, or nil for all 153.
    public var localAuthorities: [Int]?
    public var forms: Set<Form>
    /// Planted faults for each pupil, or 0 for none; any rate above 0 plants each kind once where pupils suffice.
    public var errorRate: Double

    public init(
        years: [Int] = [2026],
        scale: Double = 1,
        pupils: Int? = nil,
        seed: UInt64 = 1,
        localAuthorities: [Int]? = nil,
        forms: Set<Form> = [.xml],
        errorRate: Double = 0
    ) {
        self.years = years
        self.scale = scale
        self.pupils = pupils
        self.seed = seed
        self.localAuthorities = localAuthorities
        self.forms = forms
        self.errorRate = errorRate
    }
}
