public import Foundation
public import Returns

/// Made-up school census returns, calibrated on the published shares of pupils with plans and on SEN support.
///
/// The schools are those that the made-up register of the nation has, so their numbers are known to its reference data.
/// Nursery schools, and independent schools that are not special, send none.
public struct SyntheticSchools: Sendable {
    public let recipe: CensusRecipe
    private let calibration: CensusCalibration
    private let layouts: [CensusLayout]
    private let authorities: [Int]

    /// Reads the standards and the published shares.
    ///
    /// - Parameters:
    ///   - recipe: What to make.
    ///   - library: Holds the versions of the return.
    ///   - reference: The folder `Schemas/reference`.
    /// - Throws: `SynthesisError` when a year, a size or an authority cannot be made, or a calibration table cannot be
    ///   read; `SchemaError` when a version of the return cannot stand.
    public init(recipe: CensusRecipe, library: SchemaLibrary, reference: URL) throws {
        guard recipe.scale > 0, recipe.scale <= 1 else {
            throw SynthesisError(sentence: "The scale must be above 0 and at most 1.")
        }
        guard (0...0.05).contains(recipe.errorRate) else {
            throw SynthesisError(sentence: "The error rate must be from 0 to 0.05 for each pupil.")
        }
        var layouts: [CensusLayout] = []
        for year in Set(recipe.years).sorted() {
            guard (2024...2026).contains(year) else {
                throw SynthesisError(sentence: "Returns can be made for 2024 to 2026, not for \(year).")
            }
            layouts.append(try CensusLayout(schema: library.resolve("school-census@\(year)")))
        }
        self.recipe = recipe
        self.layouts = layouts
        calibration = try CensusCalibration(reference: reference)
        authorities = try Self.authorities(recipe, calibration.base)
    }

    /// Codes of the authorities whose schools may be written, in rising order.
    public var localAuthorities: [Int] { authorities.map { calibration.base.authorities[$0].code } }

    /// Writes the returns, and the register of establishments that they name.
    ///
    /// Files that exist are replaced. The bytes depend on the recipe alone.
    ///
    /// - Parameters:
    ///   - folder: Where to write; made when it is not there.
    ///   - progress: Called after each authority.
    /// - Returns: What was written, batch by batch.
    /// - Throws: `SynthesisError` when a file cannot be written, or there are fewer pupils than asked for.
    public func write(to folder: URL, progress: () -> Void = {}) throws(SynthesisError) -> [CensusSummary] {
        try makeFolder(folder.appending(path: "reference"))
        var register = try ByteOutput(file: folder.appending(path: "reference/establishments.csv"))
        try calibration.register.write(to: &register)
        _ = try register.finish(named: "reference/establishments.csv")
        var written: [CensusSummary] = []
        for layout in layouts {
            let year = layout.schema.collection.year
            if let count = recipe.pupils {
                let stem = "school-census-\(year)"
                written.append(try write(layout, try counted(count), to: folder.appending(path: "\(year)"), stem))
                progress()
                continue
            }
            for authority in authorities {
                let code = calibration.base.authorities[authority].code
                let members = schools(of: authority, scale: recipe.scale)
                let place = folder.appending(path: "\(year)/\(code)")
                written.append(try write(layout, members, to: place, "school-census-\(year)-\(code)"))
                progress()
            }
        }
        return written
    }

    private func write(
        _ layout: CensusLayout,
        _ members: [CensusBatch.Member],
        to folder: URL,
        _ stem: String
    ) throws(SynthesisError) -> CensusSummary {
        let composer = CensusComposer(calibration: calibration, layout: layout, seed: recipe.seed)
        var batch = try CensusBatch(composer, recipe: recipe, members: members, folder: folder, stem: stem)
        try batch.write()
        return CensusSummary(
            year: layout.schema.collection.year,
            schools: members.count,
            pupils: batch.pupils,
            faults: batch.faults,
            files: batch.files
        )
    }

    private func schools(of authority: Int, scale: Double) -> [CensusBatch.Member] {
        CensusSchool.all(in: calibration.register, authority: authority, scale: scale, seed: recipe.seed).map {
            CensusBatch.Member(school: $0, pupils: $0.pupilCount)
        }
    }

    /// Schools from all over the nation, drawn until there are so many pupils; the last is cut short.
    private func counted(_ count: Int) throws(SynthesisError) -> [CensusBatch.Member] {
        let all = authorities.flatMap { schools(of: $0, scale: 1) }.map { member in
            (order: scramble(recipe.seed ^ scramble(UInt64(member.school.urn))), member: member)
        }
        var chosen: [CensusBatch.Member] = []
        var missing = count
        for (_, member) in all.sorted(by: { $0.order < $1.order }) where missing > 0 {
            chosen.append(CensusBatch.Member(school: member.school, pupils: min(member.pupils, missing)))
            missing -= member.pupils
        }
        guard missing <= 0 else {
            throw SynthesisError(sentence: "There are \(count - missing) pupils at most. Ask for fewer.")
        }
        return chosen.sorted { $0.school.urn < $1.school.urn }
    }

    private static func authorities(
        _ recipe: CensusRecipe,
        _ calibration: Calibration
    ) throws(SynthesisError) -> [Int] {
        guard let wanted = recipe.localAuthorities else { return Array(calibration.authorities.indices) }
        var found: Set<Int> = []
        for code in wanted {
            guard let index = calibration.authorities.firstIndex(where: { $0.code == code }) else {
                throw SynthesisError(sentence: "There is no local authority \(code) in this year's list.")
            }
            found.insert(index)
        }
        return found.sorted()
    }
}

/// What was written of one batch of schools.
public struct CensusSummary: Sendable, Hashable, Codable {
    public let year: Int
    public let schools: Int
    public let pupils: Int
    public let faults: Int
    public let files: [WrittenFile]
}
