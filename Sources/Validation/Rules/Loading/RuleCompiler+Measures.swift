import Yams
import Foundation
import Returns
import RuleLanguage

extension RuleCompiler {
    func ofReturn(_ draft: RuleDraft, _ table: Int) throws(RuleError) -> (plan: RulePlan, texts: [RuleExpression]) {
        guard schema.tables[table].parent == nil else {
            throw draft.node.failure("A rule about the whole return stands in the table of the header.")
        }
        if let when = draft.when {
            throw RuleError(
                ExpressionError(
                    origin: when.origin,
                    offset: 0,
                    text: when.text,
                    sentence: "A rule about the whole return has no when. Use the where of its measure."
                )
            )
        }
        switch draft.shape {
        case .aggregate(let measure, let atMost, let atLeast, let base):
            let measure = try self.measure(measure)
            return (.aggregate(measure, atMost: atMost, atLeast: atLeast, base: base), measure.expressions)
        case .reconcile(let left, let right, let tolerance):
            let (left, right) = (try measure(left), try measure(right))
            return (
                .reconcile(left: left, right: right, tolerance: tolerance), left.expressions + right.expressions
            )
        case .compare(let measure, let changeAbove, let base):
            guard vocabulary.previous != nil else {
                throw draft.node.failure("There is no version before \(schema.identifier). Give from.")
            }
            let (now, before) = (try self.measure(measure), try self.measure(measure, isPrevious: true))
            return (
                .compare(now: now, before: before, changeAbove: changeAbove, base: base), now.expressions
            )
        case .plausible(let measure, let file):
            guard draft.severity(in: schema.collection.year) != .error else {
                throw draft.node.failure("What is plausible is asked, never demanded. Make it a query.")
            }
            let measure = try self.measure(measure)
            return (.plausible(measure, try ranges(file)), measure.expressions)
        default: throw draft.node.failure("The shape is not known.")
        }
    }

    private func measure(_ draft: MeasureDraft, isPrevious: Bool = false) throws(RuleError) -> Measure {
        let record = try self.record(draft.table, isPrevious: isPrevious)
        // Last year's records are measured by last year's dates.
        let words = isPrevious ? vocabulary.languageOfLastYear : language
        let condition = try draft.condition.map { text throws(RuleError) in
            try self.condition(text, of: record, in: words)
        }
        var term: RuleExpression?
        if let text = draft.term {
            term =
                draft.kind == .share
                ? try self.condition(text, of: record, knowing: condition, in: words)
                : try number(text, of: record, knowing: condition, in: words)
        }
        return Measure(
            kind: draft.kind,
            record: record,
            term: term,
            condition: condition,
            words: TableWords.plural(try draft.table.string())
        )
    }

    /// The record that a measure runs over, this year's or last year's.
    private func record(_ node: RuleNode, isPrevious: Bool) throws(RuleError) -> Int {
        guard isPrevious, let previous = vocabulary.previous else { return try table(node) }
        let name = try node.string()
        guard let table = previous.index(of: name) else {
            throw node.failure("There is no table \(name) in \(previous.identifier), which it is compared with.")
        }
        return vocabulary.previousRecord(table)
    }

    private func number(
        _ text: SourcedText,
        of record: Int,
        knowing condition: RuleExpression?,
        in words: Vocabulary
    ) throws(RuleError) -> RuleExpression {
        let expression = try expression(text, of: record, knowing: condition, in: words)
        guard expression.type == .integer || expression.type == .double else {
            throw RuleError(
                ExpressionError(
                    origin: text.origin,
                    offset: 0,
                    text: text.text,
                    sentence: "A number is expected here."
                )
            )
        }
        return expression
    }

    /// Reads the intervals of `Schemas/reference/plausible`.
    private func ranges(_ node: RuleNode) throws(RuleError) -> PlausibleRanges {
        let path = directory.appendingPathComponent("reference/\(try node.string())")
        guard let data = try? Data(contentsOf: path) else {
            throw node.failure("There is no file reference/\(try node.string()).")
        }
        var ranges: [Int32: (low: Double, high: Double, source: String)] = [:]
        do throws(ReferenceError) {
            let headings = ["la_code", "low", "high", "source"]
            let name = node.node.scalar?.string ?? ""
            let file = try ReferenceFile(name: name, bytes: [UInt8](data), wanted: headings, required: headings)
            for row in file.lines.indices {
                guard let authority = Int32(file.text("la_code", row)), let low = Double(file.text("low", row)),
                    let high = Double(file.text("high", row)), low <= high
                else {
                    let sentence = "A row has la_code, low, high and source; low is not above high. Correct the row."
                    let line = Int(file.lines[row])
                    throw ReferenceError(code: .unreadableCell, file: name, line: line, sentence: sentence)
                }
                ranges[authority] = (low, high, file.text("source", row))
            }
        } catch {
            throw node.failure(error.description)
        }
        return PlausibleRanges(ranges: ranges)
    }
}

extension Measure {
    var expressions: [RuleExpression] { [term, condition].compactMap { $0 } }
}
