/// A parsed, checked and compiled expression over one kind of record: stateless, and the same on every run.
public struct Expression: Sendable {
    /// The expression as any implementation of CEL reads it: own fields as `this.field`.
    public let canonicalText: String
    public let type: ValueType
    /// Every field it reads, in the order of first mention.
    public let reads: [FieldPath]
    /// Every relation it follows or asks for, in the order of first mention; also those of which no field is read.
    public let follows: [FieldPath.Step]
    private let record: Int
    private let program: Program
    /// What is known to be present where it is true.
    private let facts: Set<String>

    /// Parses and checks an expression.
    ///
    /// - Parameters:
    ///   - text: The expression.
    ///   - origin: Where the text stands, for errors.
    ///   - record: Index of the record it is about.
    ///   - vocabulary: What it may speak of.
    ///   - guardian: A condition known to hold, whose `has` need not be asked again.
    /// - Throws: `ExpressionError` with the place and a caret at the first thing that cannot stand.
    public init(
        _ text: String,
        at origin: TextOrigin,
        of record: Int,
        in vocabulary: Vocabulary,
        knowing guardian: Expression? = nil
    ) throws(ExpressionError) {
        do throws(Refusal) {
            let syntax = try Parser.parse(text)
            var checker = Checker(vocabulary: vocabulary, record: record, known: guardian?.facts ?? [])
            let typed = try checker.check(syntax)
            guard typed.type.isPlain else {
                throw Refusal(.type, at: typed.offset, "A record is no value: name one of its fields.")
            }
            var canonical = CanonicalText(vocabulary: vocabulary, record: record)
            canonicalText = canonical.text(syntax)
            type = typed.type
            reads = checker.reads
            follows = checker.steps
            self.record = record
            program = Program(typed.node, checker.tables)
            facts = typed.facts.whenTrue.union(guardian?.facts ?? [])
        } catch {
            throw ExpressionError(error, text: text, at: origin)
        }
    }

    /// Evaluates a boolean expression for every row of its record.
    ///
    /// - Parameter source: The records.
    /// - Returns: For each row a `Verdict`.
    public func verdicts(_ source: some RecordSource) -> [UInt8] {
        verdicts(source, rows: 0..<source.rowCount(of: record))
    }

    /// Evaluates a boolean expression for a stretch of rows, so that several threads can share the work.
    ///
    /// - Parameters:
    ///   - source: The records.
    ///   - rows: Indices of rows.
    /// - Returns: For each row of the stretch a `Verdict`; not applicable throughout when the expression is not boolean.
    public func verdicts(_ source: some RecordSource, rows: Range<Int>) -> [UInt8] {
        run(ResolvedSource(program, source), rows)
    }

    private func run(_ data: ResolvedSource, _ rows: Range<Int>) -> [UInt8] {
        var verdicts: [UInt8] = []
        verdicts.reserveCapacity(rows.count)
        var start = rows.lowerBound
        while start < rows.upperBound {
            let count = min(Evaluator.batch, rows.upperBound - start)
            var evaluator = Evaluator(data, rows: .run(start: start, count: count), count: count)
            verdicts += evaluator.truths(program.root)
            start += count
        }
        return verdicts
    }

    /// Evaluates a boolean expression for those rows of its record that a condition holds for.
    ///
    /// - Parameters:
    ///   - source: The records.
    ///   - condition: A boolean expression of the same record; every row when it is nil.
    /// - Returns: For each row a `Verdict`; not applicable where the condition does not hold.
    public func verdicts(_ source: some RecordSource, where condition: Expression?) -> [UInt8] {
        guard let condition else { return verdicts(source) }
        precondition(condition.record == record, "A condition asks about the records of its rule.")
        let (asking, data) = (ResolvedSource(condition.program, source), ResolvedSource(program, source))
        var verdicts = [UInt8](repeating: Verdict.notApplicable, count: source.rowCount(of: record))
        for start in stride(from: 0, to: verdicts.count, by: Evaluator.batch) {
            let count = min(Evaluator.batch, verdicts.count - start)
            var evaluator = Evaluator(asking, rows: .run(start: start, count: count), count: count)
            let asked = evaluator.truths(condition.program.root)
            let rows = asked.indices.filter { asked[$0] == Verdict.yes }.map { Int32(start + $0) }
            guard !rows.isEmpty else { continue }
            // A few rows are looked at one by one, many in one run with those that are not asked about.
            let isSparse = rows.count * 4 <= count
            var checking =
                isSparse
                ? Evaluator(data, rows: .listed(rows), count: rows.count)
                : Evaluator(data, rows: .run(start: start, count: count), count: count)
            let found = checking.truths(program.root)
            for (place, row) in rows.enumerated() {
                verdicts[Int(row)] = found[isSparse ? place : Int(row) - start]
            }
        }
        return verdicts
    }

    /// Evaluates the expression for single rows, for messages and keys.
    ///
    /// - Parameters:
    ///   - source: The records.
    ///   - rows: Indices of rows.
    /// - Returns: The value of each row; nil where it is not applicable.
    public func values(_ source: some RecordSource, rows: [Int]) -> [ConstantValue?] {
        let data = ResolvedSource(program, source)
        return values(data, rows.map { Int32($0) })
    }

    private func values(_ data: ResolvedSource, _ rows: [Int32]) -> [ConstantValue?] {
        var evaluator = Evaluator(data, rows: .listed(rows), count: rows.count)
        let values = evaluator.evaluate(program.root)
        return rows.indices.map { values.cell($0, type) }
    }
}

/// What an expression says of a row, as the byte `Expression.verdicts` holds.
public enum Verdict {
    public static let no: UInt8 = 0
    public static let yes: UInt8 = 1
    /// A value it needs is missing or not readable, or the computation has no result.
    public static let notApplicable: UInt8 = 2
}
