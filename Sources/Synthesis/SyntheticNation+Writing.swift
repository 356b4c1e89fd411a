public import Foundation

import Returns

extension SyntheticNation {
    /// Writes the returns, the register of establishments they name, and `nation.json`.
    ///
    /// Files that exist are replaced. The bytes depend on the recipe alone, not on the number of tasks.
    ///
    /// - Parameters:
    ///   - folder: Where to write; made when it is not there.
    ///   - concurrency: How many authorities are made at once.
    ///   - progress: Called after each authority, from the task that collects them.
    /// - Returns: What was written.
    /// - Throws: `SynthesisError` when a file cannot be written.
    public func write(
        to folder: URL,
        concurrency: Int,
        progress: @Sendable (NationProgress) -> Void = { _ in }
    ) async throws -> NationSummary {
        let reference = try writeReference(to: folder.appending(path: "reference"))
        let returns = try await writeReturns(to: folder, concurrency: max(1, concurrency), progress: progress)
        let summary = NationSummary(
            schema: "sendstat-nation",
            version: 1,
            seed: recipe.seed,
            scale: recipe.scale,
            years: layouts.map(\.schema.collection.year),
            errorRate: recipe.errorRate,
            returns: returns.sorted { ($0.year, $0.localAuthority) < ($1.year, $1.localAuthority) },
            reference: [reference]
        )
        try Self.write(summary, to: folder.appending(path: "nation.json"))
        return summary
    }

    private func writeReturns(
        to folder: URL,
        concurrency: Int,
        progress: @Sendable (NationProgress) -> Void
    ) async throws -> [NationSummary.Return] {
        // The largest first, so that no task is left alone with one at the end.
        let order = members.sorted { model.plans[$0] == model.plans[$1] ? $0 < $1 : model.plans[$0] > model.plans[$1] }
        var written: [NationSummary.Return] = []
        var byteCount = 0
        try await withThrowingTaskGroup(of: (Int, [NationSummary.Return]).self) { group in
            var waiting = order[...]
            for _ in 0..<min(concurrency, order.count) {
                guard let member = waiting.popFirst() else { break }
                group.addTask { (member, try write(member, to: folder)) }
            }
            var finished = 0
            while let (member, returns) = try await group.next() {
                if let next = waiting.popFirst() { group.addTask { (next, try write(next, to: folder)) } }
                finished += 1
                written += returns
                byteCount += returns.reduce(0) { $0 + $1.files.reduce(0) { $0 + $1.byteCount } }
                progress(
                    NationProgress(
                        localAuthority: model.calibration.authorities[member].code,
                        finished: finished,
                        total: order.count,
                        byteCount: byteCount
                    )
                )
            }
        }
        return written
    }

    /// Makes one authority and writes its returns of every year.
    private func write(_ member: Int, to folder: URL) throws(SynthesisError) -> [NationSummary.Return] {
        let population = population(member)
        var returns: [NationSummary.Return] = []
        for layout in layouts { returns.append(try write(population, layout, member, to: folder)) }
        return returns
    }

    private func write(
        _ population: Population,
        _ layout: ReturnLayout,
        _ member: Int,
        to folder: URL
    ) throws(SynthesisError) -> NationSummary.Return {
        let year = layout.schema.collection.year
        let code = model.calibration.authorities[member].code
        var composer = ReturnComposer(model: model, layout: layout, authority: member)
        let draft = composer.compose(population.children, serial: 1)
        let written = try WrittenReturn(
            draft,
            recipe: recipe,
            authority: code,
            to: folder.appending(path: "\(year)/\(code)")
        )
        let window = composer.window
        return NationSummary.Return(
            year: year,
            localAuthority: code,
            persons: population.children.count { $0.isTold(of: window) },
            margins: margins(of: population, layout),
            faults: written.faults,
            files: written.files
        )
    }

    private func writeReference(to folder: URL) throws(SynthesisError) -> WrittenFile {
        try makeFolder(folder)
        var output = try ByteOutput(file: folder.appending(path: "establishments.csv"))
        try model.register.write(to: &output)
        return try output.finish(named: "reference/establishments.csv")
    }

    /// Writes the register in the layout of the daily extract of Get Information about Schools.
    ///
    /// - Parameters:
    ///   - folder: Where to write; made when it is not there.
    ///   - day: The day in the file's name, such as `20250401`.
    /// - Returns: What was written.
    /// - Throws: `SynthesisError` when the file cannot be written.
    public func writeRegisterExtract(to folder: URL, day: String) throws(SynthesisError) -> WrittenFile {
        try makeFolder(folder)
        let name = "edubasealldata\(day).csv"
        var output = try ByteOutput(file: folder.appending(path: name))
        try model.register.writeExtract(to: &output)
        return try output.finish(named: name)
    }

    private static func write(_ document: some Encodable, to file: URL) throws(SynthesisError) {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        do {
            try encoder.encode(document).write(to: file)
        } catch {
            throw SynthesisError(sentence: "\(file.lastPathComponent) cannot be written. Check that the disk has room.")
        }
    }
}

/// Makes a folder and those above it.
func makeFolder(_ folder: URL) throws(SynthesisError) {
    do {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    } catch {
        throw SynthesisError(
            sentence: "The folder \(folder.lastPathComponent) cannot be made. Check that you may write there."
        )
    }
}
