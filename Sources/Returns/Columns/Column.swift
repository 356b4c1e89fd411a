/// One column of a table, typed in whole: loops over `states` and `values` never look at a cell's text.
public struct Column: Sendable {
    /// For each row, whether there is a value: see `CellState`.
    public let states: [UInt8]
    /// For each row, the value in the meaning `FieldType` gives; empty for types kept as bytes.
    public let values: [Int32]
    /// Each cell as it came.
    public let raw: ByteCells
    /// Each cell as it was read: trimmed, and in upper case where the type asks for it.
    public let text: ByteCells
    /// For each row, the line on which the cell stands, where cells have lines of their own (XML); otherwise empty.
    public let lines: [UInt32]
    /// What was normalised, by kind: exact counts, and the first cells of each.
    public let normalisations: [Normalisation]

    init(
        states: [UInt8],
        values: [Int32],
        raw: ByteCells,
        text: ByteCells,
        lines: [UInt32],
        normalisations: [Normalisation]
    ) {
        self.states = states
        self.values = values
        self.raw = raw
        self.text = text
        self.lines = lines
        self.normalisations = normalisations
    }

    /// A column that the form of the file does not carry, so that nothing is said of its cells.
    init(unread count: Int, type: FieldType) {
        let blank = ByteCells(blank: count)
        states = [UInt8](repeating: CellState.unread, count: count)
        values = type.keepsBytes ? [] : [Int32](repeating: 0, count: count)
        raw = blank
        text = blank
        lines = []
        normalisations = []
    }
}

/// What stands in a cell, as the byte `Column.states` holds.
public enum CellState {
    /// Nothing came, or only blanks.
    public static let blank: UInt8 = 0
    /// A value of the field's type.
    public static let value: UInt8 = 1
    /// Something that is not of the field's type, or a code that is not in its list.
    public static let notOfType: UInt8 = 2
    /// The right form, but the check letter or digit does not fit.
    public static let checkFailed: UInt8 = 3
    /// A whole number outside the field's bounds, text longer than allowed, or a code not valid on the census date.
    public static let outOfBounds: UInt8 = 4
    /// The cell stands in a record whose cells cannot be told apart, so nothing is said of it.
    public static let unread: UInt8 = 5
}

/// How cells were read otherwise than as they came.
public struct Normalisation: Sendable, Hashable {
    public enum Kind: String, Sendable, CaseIterable {
        case trimmed
        case upperCased = "upper-cased"
        case dateForm = "date-form"
        case booleanForm = "boolean-form"
        case wholeNumberWithDecimal = "whole-number-with-decimal"
        case scientificNotation = "scientific-notation"
        case leadingZeros = "leading-zeros"
        case postcodeSpace = "postcode-space"
    }

    public let kind: Kind
    /// How many cells, exactly.
    public let count: Int
    /// Indices of the first of these rows, at most `Normalisation.rowLimit`.
    public let rows: [Int32]

    public static let rowLimit = 100

    init(kind: Kind, count: Int, rows: [Int32]) {
        self.kind = kind
        self.count = count
        self.rows = rows
    }
}
