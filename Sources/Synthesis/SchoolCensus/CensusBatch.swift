import Foundation
import Returns

/// Writes the returns of a batch of schools, in the forms asked for, with the answers to what was planted.
///
/// A batch is what one export holds: the schools of an authority, or those of a counted number of pupils.
struct CensusBatch {
    struct Member {
        let school: CensusSchool
        /// Pupils that are written of it.
        let pupils: Int
    }

    private let composer: CensusComposer
    private let recipe: CensusRecipe
    private let members: [Member]
    private let folder: URL
    private let stem: String
    private var export: CensusExportWriter?
    private var flat: CensusFlatWriter?
    private var answers: CensusAnswers
    private var planter: CensusFaultPlanter
    private(set) var files: [WrittenFile] = []
    private(set) var pupils = 0
    private(set) var faults = 0

    init(
        _ composer: CensusComposer,
        recipe: CensusRecipe,
        members: [Member],
        folder: URL,
        stem: String
    ) throws(SynthesisError) {
        self.composer = composer
        self.recipe = recipe
        self.members = members
        self.folder = folder
        self.stem = stem
        answers = CensusAnswers(standard: composer.layout.schema.identifier)
        planter = CensusFaultPlanter(rate: recipe.errorRate, total: members.reduce(0) { $0 + $1.pupils })
        try makeFolder(folder)
        let schema = composer.layout.schema
        if recipe.forms.contains(.csv) {
            export = try CensusExportWriter(schema, folder: folder.appending(path: "csv"))
        }
        if recipe.forms.contains(.flat) { flat = try CensusFlatWriter(schema, file: folder.appending(path: flatName)) }
    }

    private var flatName: String { "\(stem)-flat.csv" }

    mutating func write() throws(SynthesisError) {
        for member in members { try write(member) }
        if let written = try export?.finish() { files += written }
        let name = flatName
        if let written = try flat?.finish(named: name) { files.append(written) }
        guard recipe.errorRate > 0 else { return }
        try answers.write(to: folder.appending(path: "answers.json"))
    }

    private mutating func write(_ member: Member) throws(SynthesisError) {
        let school = member.school
        var generator = SeededGenerator(
            seed: recipe.seed,
            mixedWith: UInt64(school.authority) << 16 | UInt64(school.ordinal),
            UInt64(composer.year),
            0xFA
        )
        var children = composer.pupils(of: school, atMost: member.pupils)
        let planted = planter.plant(in: &children, of: school, &generator)
        let draft = composer.draft(of: school, children)
        var places = CensusPlaces(draft, children, exported: export?.counts, flatRows: flat?.rows)
        if recipe.forms.contains(.xml) {
            let code = composer.calibration.base.authorities[school.authority].code
            let name = "school-census-\(composer.year)-\(code)-\(school.establishmentNumber).xml"
            var writer = try CensusMessageWriter(draft, file: folder.appending(path: name))
            files.append(try writer.write(named: name))
            places.message = (name, writer.recordLines, writer.cellLines)
        }
        try export?.write(draft)
        try flat?.write(draft)
        for fault in planted {
            answers.add(
                fault,
                xml: places.xml(fault),
                csv: places.csv(fault) { export?.name(of: $0) ?? "" },
                flat: places.flat(fault, file: flatName)
            )
        }
        pupils += children.count
        faults += planted.count
    }
}
