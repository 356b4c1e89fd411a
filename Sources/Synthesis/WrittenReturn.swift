import Foundation
import Returns

/// One return on disk, in the forms asked for.
struct WrittenReturn {
    private(set) var files: [WrittenFile] = []
    private(set) var faults = 0

    init(
        _ draft: ReturnDraft,
        recipe: NationRecipe,
        authority: Int,
        to folder: URL
    ) throws(SynthesisError) {
        try makeFolder(folder)
        let year = draft.layout.schema.collection.year
        let planted = PlantedFaults(draft, recipe: recipe, authority: authority)
        faults = planted.faults.count
        var answers = AnswerKey(planted, authority: authority)
        if recipe.forms != .csv {
            let name = "sen2-\(year)-\(authority).xml"
            var writer = try XMLReturnWriter(
                planted.draft,
                file: folder.appending(path: name),
                foreign: planted.foreignElements
            )
            files.append(try writer.write(named: name))
            answers.addXML(planted, lines: writer.lines, headerLines: writer.headerLines, file: name)
        }
        if recipe.forms != .xml {
            let csv = folder.appending(path: "csv")
            try makeFolder(csv)
            let collection = draft.layout.schema.collection
            let writer = CSVReturnWriter(planted.draft, alterations: planted.alterations)
            let written = try writer.write(to: csv, exported: collection.deadline ?? collection.censusDate)
            files += written.map { WrittenFile(name: "csv/\($0.name)", byteCount: $0.byteCount, sha256: $0.sha256) }
            answers.addCSV(planted, writer: writer, files: written.map(\.name))
        }
        guard recipe.errorRate > 0 else { return }
        try answers.write(to: folder.appending(path: "answers.json"))
    }
}
