public import Foundation
public import Returns

/// A nation of made-up children, written as SEN2 returns in the real forms.
///
/// It shows the published figures in `Schemas/reference/calibration`. At scale 1 these margins hold for England:
///
/// | margin | tolerance |
/// |---|---|
/// | plans of January 2025, by region | exact |
/// | plans of January 2024 | 0.5 % |
/// | plans by age | 0.05 percentage points |
/// | plans by setting | 0.1 percentage points |
/// | setting within an age (of more than 4,000 plans) | 0.5 percentage points |
/// | plans by first need | 0.3 percentage points |
/// | plans by sex | 0.3 percentage points |
/// | plans by ethnicity | 0.1 percentage points |
/// | new plans, ended plans, refused requests | 1 % |
/// | share of new plans issued within 20 weeks, by region | 1.5 percentage points |
///
/// The children of 2025 whose plans started before 2024 are the children of the 2024 return a year older.
public struct SyntheticNation: Sendable {
    public let recipe: NationRecipe
    let model: NationModel
    let layouts: [ReturnLayout]
    let members: [Int]

    /// Fits the nation to the published figures, with the standards of a library.
    ///
    /// - Parameters:
    ///   - recipe: What to make.
    ///   - library: Holds the versions of the SEN2 return.
    ///   - reference: The folder `Schemas/reference`.
    /// - Throws: `SynthesisError` when a year or an authority cannot be made, or a calibration table cannot be read;
    ///   `SchemaError` when a version of the return cannot stand.
    public init(recipe: NationRecipe, library: SchemaLibrary, reference: URL) throws {
        let schemas = try Set(recipe.years).sorted().map { try library.resolve("sen2@\($0)") }
        try self.init(recipe: recipe, schemas: schemas, reference: reference)
    }

    /// Fits the nation to the published figures.
    ///
    /// - Parameters:
    ///   - recipe: What to make.
    ///   - schemas: The resolved versions of the SEN2 return, one for each year of the recipe.
    ///   - reference: The folder `Schemas/reference`.
    /// - Throws: `SynthesisError` when a year or an authority cannot be made, or a calibration table cannot be read.
    init(recipe: NationRecipe, schemas: [ResolvedSchema], reference: URL) throws(SynthesisError) {
        guard recipe.scale > 0, recipe.scale <= 10 else {
            throw SynthesisError(sentence: "The scale must be above 0 and at most 10.")
        }
        guard (0...0.05).contains(recipe.errorRate) else {
            throw SynthesisError(sentence: "The error rate must be from 0 to 0.05 for each person.")
        }
        self.recipe = recipe
        layouts = try Self.layouts(recipe, schemas)
        model = try NationModel(reference: reference, scale: recipe.scale)
        members = try Self.members(recipe, model.calibration)
    }

    /// Codes of the authorities that are written, in rising order.
    public var localAuthorities: [Int] { members.map { model.calibration.authorities[$0].code } }

    /// The children of one authority: those of every year.
    func population(_ member: Int) -> Population {
        Population(model: model, authority: member, seed: recipe.seed)
    }

    private static func layouts(
        _ recipe: NationRecipe,
        _ schemas: [ResolvedSchema]
    ) throws(SynthesisError) -> [ReturnLayout] {
        var layouts: [ReturnLayout] = []
        for year in Set(recipe.years).sorted() {
            guard (2024...2025).contains(year) else {
                throw SynthesisError(sentence: "Returns can be made for 2024 and 2025, not for \(year).")
            }
            guard let schema = schemas.first(where: { $0.collection.year == year }) else {
                throw SynthesisError(sentence: "The standard of the \(year) return is missing.")
            }
            layouts.append(try ReturnLayout(schema: schema))
        }
        return layouts
    }

    private static func members(_ recipe: NationRecipe, _ calibration: Calibration) throws(SynthesisError) -> [Int] {
        guard let wanted = recipe.localAuthorities else { return Array(calibration.authorities.indices) }
        var members: Set<Int> = []
        for code in wanted {
            guard let member = calibration.authorities.firstIndex(where: { $0.code == code }) else {
                throw SynthesisError(sentence: "There is no local authority \(code) in this year's list.")
            }
            members.insert(member)
        }
        return members.sorted()
    }
}
