import Foundation
import RuleLanguage
import Support

/// Another implementation of CEL: docs/rule_language.py, which runs canonical text with cel-python.
enum OtherEvaluator {
    struct Question {
        let expression: String
        let record: Int
    }

    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    static let python = ProcessInfo.processInfo.environment["SENDSTAT_PYTHON"] ?? ""

    /// Whether tests that need it should run: it is there, or this is CI, where missing it must fail.
    static var isExpected: Bool { !python.isEmpty || ProcessInfo.processInfo.environment["CI"] == "true" }

    /// Asks all at once.
    ///
    /// - Returns: For each question a word for each row: see `ConstantValue.written`.
    static func answers(_ questions: [Question], _ records: SampleRecords) throws -> [[String]] {
        let declared = SampleVocabulary.vocabulary.records
        var lines = [try JSONSerialization.data(withJSONObject: records.described, options: .sortedKeys)]
        for question in questions {
            let line: [String: Any] = [
                "expression": question.expression, "record": declared[question.record].name,
            ]
            lines.append(try JSONSerialization.data(withJSONObject: line))
        }
        let output = try run("docs/rule_language.py", Data(lines.joined(separator: Data("\n".utf8))))
        let answers = try output.split(separator: UInt8(ascii: "\n")).map {
            try JSONDecoder().decode([String].self, from: Data($0))
        }
        guard answers.count == questions.count else {
            throw Failure(description: "\(answers.count) answers came to \(questions.count) questions.")
        }
        return answers
    }

    static func run(_ program: String, _ input: Data) throws -> Data {
        let folder = FileManager.default.temporaryDirectory.appending(path: "cel-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let question = folder.appending(path: "questions")
        let answer = folder.appending(path: "answers")
        try input.write(to: question)
        try Data().write(to: answer)
        let process = Process()
        process.executableURL = URL(filePath: python)
        process.arguments = [Repository.root.appending(path: program).path]
        process.environment = ["PYTHONUTF8": "1", "PATH": "/usr/bin:/bin"]
        process.standardInput = try FileHandle(forReadingFrom: question)
        process.standardOutput = try FileHandle(forWritingTo: answer)
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw Failure(description: "\(program) ended with an error.") }
        return try Data(contentsOf: answer)
    }
}

extension SampleRecords {
    /// The records as docs/rule_language.py reads them.
    fileprivate var described: [String: Any] {
        let declared = SampleVocabulary.vocabulary.records
        var kinds: [String: Any] = [:]
        var rows: [String: Any] = [:]
        var relations: [[String: Any]] = []
        for (record, declaration) in declared.enumerated() {
            kinds[declaration.name] = Dictionary(
                uniqueKeysWithValues: declaration.fields.map { ($0.name, $0.type.word) }
            )
            rows[declaration.name] = (0..<rowCount(of: record)).map { described(record, row: $0) }
            for (index, relation) in declaration.relations.enumerated() {
                let reached: [Any] =
                    relation.reach == .many
                    ? lists[record][index].map { $0.map { Int($0) } }
                    : ones[record][index].map { $0 < 0 ? NSNull() : Int($0) as Any }
                relations.append([
                    "from": declaration.name, "to": declared[relation.record].name, "name": relation.name,
                    "rows": reached,
                ])
            }
        }
        return [
            "kinds": kinds, "records": rows, "relations": relations,
            "constants": ["census_date": ["date", "2025-01-16"], "collection_year": ["int", 2025]],
        ]
    }

    /// One row: blank cells left out, cells that cannot be read as null.
    func described(_ record: Int, row: Int) -> [String: Any] {
        var described: [String: Any] = [:]
        for (index, field) in SampleVocabulary.vocabulary.records[record].fields.enumerated() {
            switch cells[record][index][row] {
            case .blank: break
            case .unreadable: described[field.name] = NSNull()
            case .text(let text): described[field.name] = text
            case .number(let number): described[field.name] = Self.described(number, field.type)
            }
        }
        return described
    }

    private static func described(_ number: Int32, _ type: ColumnType) -> Any {
        switch type {
        case .bool: return number == 1
        case .code(let codes): return codes[Int(number)]
        case .date: return CalendarText.day(Int(number))
        case .dateTime: return CalendarText.moment(Int(number))
        default: return Int(number)
        }
    }
}

/// Days and moments as text, by Foundation's calendar.
enum CalendarText {
    static func day(_ days: Int) -> String {
        String(Date(timeIntervalSince1970: Double(days) * 86_400).formatted(.iso8601).prefix(10))
    }

    /// - Parameter seconds: Since 1 January 2000.
    /// - Returns: The moment as `2025-01-16T10:00:00`.
    static func moment(_ seconds: Int) -> String {
        String(Date(timeIntervalSince1970: Double(seconds) + 946_684_800).formatted(.iso8601).prefix(19))
    }
}

extension ConstantValue {
    /// The value as a word that compares exactly: the same words as docs/rule_language.py writes.
    var written: String {
        switch self {
        case .bool(let value): "b\(value)"
        case .integer(let value): "i\(value)"
        case .double(let value): "d" + (value.isNaN ? "nan" : "\(value.bitPattern)")
        case .string(let value): "s\(value)"
        case .date(let value): "D\(value)"
        case .dateTime(let value): "T\(value)"
        case .list(let values): "[" + values.map(\.written).joined(separator: ",") + "]"
        }
    }
}
