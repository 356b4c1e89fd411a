public import Foundation

/// Works every number of a release's sentences out again from its files.
///
/// - Parameter folder: The folder of the release.
/// - Returns: What does not agree, one sentence each; empty when all is well.
/// - Throws: An error when a file is missing or cannot be read.
public func checkNumbers(in folder: URL) throws -> [String] {
    let document = try JSONDecoder().decode(
        NumbersDocument.self,
        from: Data(contentsOf: folder.appending(path: "numbers.json"))
    )
    let page = try String(contentsOf: folder.appending(path: "index.html"), encoding: .utf8)
    var tables: [String: [[String]]] = [:]
    var problems: [String] = []
    for sentence in document.sentences {
        for number in sentence.numbers {
            if tables[number.file] == nil {
                let text = try String(contentsOf: folder.appending(path: number.file), encoding: .utf8)
                tables[number.file] = CSVText.rows(text)
            }
            problems += problem(of: number, in: tables[number.file] ?? []).map { ["\(sentence.id): \($0)"] } ?? []
        }
        problems += unboundNumbers(in: sentence).map { "\(sentence.id): \($0) is bound to no cell." }
        if !page.contains(Markup.escaped(sentence.text)) {
            problems.append("\(sentence.id): the page does not have this sentence.")
        }
    }
    return problems
}

private struct NumbersDocument: Decodable {
    let sentences: [BoundSentence]
}

private struct BoundSentence: Decodable {
    let id: String
    let text: String
    let numbers: [BoundNumber]
}

private func problem(of number: BoundNumber, in table: [[String]]) -> String? {
    guard let head = table.first, let column = head.firstIndex(of: number.column) else {
        return "\(number.file) has no column \(number.column)."
    }
    let rows = table.dropFirst().filter { row in
        number.row.allSatisfy { name, value in head.firstIndex(of: name).map { row[$0] == value } ?? false }
    }
    guard let row = rows.first, rows.count == 1 else {
        return "\(number.file) has \(rows.count) rows for \(number.text), not one."
    }
    guard let found = number.rule.text(of: row[column]) else {
        return "\(number.file) has no number for \(number.text)."
    }
    return found == number.text ? nil : "the sentence says \(number.text), \(number.file) gives \(found)."
}

/// Numbers of a sentence that are neither bound nor part of a row's own name, such as a year or an age band.
private func unboundNumbers(in sentence: BoundSentence) -> [String] {
    var rest = sentence.text
    for number in sentence.numbers where number.rule != .direction {
        guard let place = rest.range(of: number.text) else { return [number.text] }
        rest.replaceSubrange(place, with: "#")
    }
    let names = sentence.numbers.flatMap(\.row.values)
    let years = sentence.numbers.compactMap { $0.row["time_period"] }.compactMap(TimePeriod.january)
    return rest.split { !$0.isNumber }.map(String.init).filter { text in
        let isYear = Int(text).map { years.contains($0) || years.contains($0 + 1) } ?? false
        let isInName = names.contains { $0.split { !$0.isNumber }.contains(Substring(text)) }
        return !isYear && !isInName && text != "16"
    }
}
