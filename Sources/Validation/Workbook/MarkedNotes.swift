import Returns

/// What the sheet of notes says.
struct MarkedNotes {
    let result: CheckResult
    let groups: FindingGroups
    let forms: [MarkedForm]

    var lines: [String] { ["How to use this workbook"] + totals + use + care + cut + lost }

    private var totals: [String] {
        let amounts = Severity.mostFirst.map { $0.amount(result.count(of: $0)) }.joined(separator: ", ")
        let verdict = result.count(of: .error) > 0 ? "It is not ready to load." : "It is ready to load."
        return ["The check of \(result.receipt.schema) found \(amounts). \(verdict)"]
    }

    private var use: [String] {
        [
            "1. Start with the sheet Issues by rule. It says what each rule means, how often it met, and how to mend it.",
            "2. \(rows)",
            "3. The last column, Issues, says in words what was found in a row. Filter it to see only rows with issues.",
            "4. The cells that are meant are coloured: red for an error, amber for a query, blue for a warning.",
            "5. Mend the records in your case system if you can, and export the return again. What you mend there stays.",
            "6. Or mend the cells here, save the workbook, and check it again: sendstat validate takes it as it is.",
        ]
    }

    private var rows: String {
        switch forms.first {
        case .flat: "Your rows and columns stand on one sheet, as you sent them."
        case .message:
            "Each table of your return has a sheet. Its first columns are numbers that link the records to each other."
        default: "Each table of your return has a sheet of its own, with your rows and columns as you sent them."
        }
    }

    private var care: [String] {
        [
            "Codes and identifiers are kept as text so that zeros at the front stay. Dates are dates, written yyyy-mm-dd.",
            "Keep the names of the sheets and the headings. The check passes over the Issues column and the extra sheets.",
            "This workbook holds what you sent about children. Keep it where you keep the return.",
        ]
    }

    /// What was counted and could not be marked, so that nothing is cut short in silence.
    private var cut: [String] {
        groups.groups.filter { $0.unlisted > 0 }.map { group in
            let marked = Amount.grouped(group.findings.count)
            return
                "\(group.words.title): the first \(marked) are marked, \(Amount.grouped(group.unlisted)) more are counted."
        }
    }

    /// What no workbook can hold, so that nobody takes it for mended.
    private var lost: [String] {
        let found = Set(groups.groups.map(\.count.rule))
        let words: [(ReadingProblem.Kind, String)] = [
            (.raggedRow, "cells beyond the heading are not copied. Put such rows right before you check the workbook."),
            (.strayText, "such text is not copied."),
        ]
        return words.filter { found.contains($0.0.rawValue) }.map { kind, sentence in
            "\(ShapeRules.rule(for: kind).title): \(sentence)"
        }
    }
}
