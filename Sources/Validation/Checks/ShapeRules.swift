import Returns

/// The rules about the shape of files, one for each kind of problem a reader can meet.
enum ShapeRules {
    static let all: [CheckRule] = ReadingProblem.Kind.allCases.map(rule(for:))

    static func rule(for kind: ReadingProblem.Kind) -> CheckRule {
        let words = words(for: kind)
        return CheckRule(kind.rawValue, .error, title: words.title, meaning: words.meaning, fix: words.fix)
    }

    /// What a finding of the kind counts: the thing to mend.
    static func units(_ kind: ReadingProblem.Kind) -> (one: String, many: String) {
        switch kind {
        case .unknownName, .repeatedName: ("name", "names")
        case .raggedRow: ("row", "rows")
        case .missingTable: ("file", "files")
        case .missingColumn: ("column", "columns")
        case .repeatedKey, .missingKey, .missingParent: ("record", "records")
        case .strayText: ("place", "places")
        }
    }

    /// What must hold, so that the reader does not meet a problem of the kind.
    static func requirement(_ kind: ReadingProblem.Kind) -> String {
        switch kind {
        case .unknownName: "every element and column has a name that this version knows"
        case .repeatedName: "no element or column stands twice where one is meant"
        case .raggedRow: "every row has as many cells as its heading"
        case .missingTable: "the set holds a file for each table"
        case .missingColumn: "every file holds the columns of its table"
        case .repeatedKey: "no two records of a table have the same record number"
        case .missingKey: "every record has a record number"
        case .missingParent: "every record belongs to a record of the return"
        case .strayText: "no text stands between elements"
        }
    }

    private static func words(for kind: ReadingProblem.Kind) -> (title: String, meaning: String, fix: String) {
        switch kind {
        case .unknownName:
            (
                "Unknown name",
                "An element or column has a name that this version of the return does not know. What it holds was not read.",
                "Correct the spelling, or take the item out if it belongs to another year."
            )
        case .repeatedName:
            (
                "Name stands twice",
                "An element or column stands twice in a place where one is meant. Only the first was read.",
                "Keep the one that is right and take the other out."
            )
        case .raggedRow:
            (
                "Row does not match the heading",
                "A row of a CSV file has more or fewer cells than its heading. Its cells cannot be told apart.",
                "Look for a comma in a value without quotation marks, or for a cell that was left out."
            )
        case .missingTable:
            (
                "File missing from the set",
                "A set of CSV files holds one file for each table, even when the table has no records.",
                "Add the file. When there is nothing to report, send it with its heading alone."
            )
        case .missingColumn:
            (
                "Column missing",
                "A CSV file lacks one of the columns of its table. It matters when the column must be filled in.",
                "Add the column to the file, with its heading spelt as in the template."
            )
        case .repeatedKey:
            (
                "Record number used twice",
                "Two records of a table carry the same record number, so records below them could belong to either.",
                "Give each record of the table a number of its own."
            )
        case .missingKey:
            (
                "Record number missing",
                "A record has no record number, so nothing can be linked to it.",
                "Give the record a number that no other record of the table has."
            )
        case .missingParent:
            (
                "Parent record not found",
                "A record names the record it belongs to by a number that is not in the parent's file.",
                "Add the parent record, or correct the number in this record's link column."
            )
        case .strayText:
            (
                "Text between elements",
                "An XML file has text in a place where only elements are expected. It was not read.",
                "Take the text out, or put it into the element it belongs to."
            )
        }
    }
}
