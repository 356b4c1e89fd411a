public import Returns

/// A known way in which Excel changes what was typed, recognised by what it leaves in a cell.
///
/// It is a guess from the cell's text and from what was expected there: an output names it beside the finding.
public struct ExcelDamage: Sendable, Hashable {
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        /// A long number in the form `1.23E+12`.
        case scientificNotation = "scientific-notation"
        /// A date as the number of days since 1900.
        case dayNumber = "day-number"
        /// A code that lost the zeros at its front.
        case lostZeros = "lost-zeros"
        /// A code such as `1-2` taken for a date.
        case codeAsDate = "code-as-date"
        /// A date and time of which only minutes and seconds are left.
        case minutesOnly = "minutes-only"
        /// `#####`, which stands where a column is too narrow.
        case narrowColumn = "narrow-column"
        /// `#N/A` and the like, which stand where a formula failed.
        case failedFormula = "failed-formula"
        /// A date in the form of the computer, `16/01/2025`.
        case dateForm = "date-form"
        /// A whole number with `.0` after it.
        case decimal
    }

    public let kind: Kind
    /// What Excel did, in one sentence.
    public let happened: String
    /// How to mend it and stop it, in one sentence.
    public let remedy: String

    private init(_ kind: Kind, _ happened: String, _ remedy: String) {
        self.kind = kind
        self.happened = happened
        self.remedy = remedy
    }

    /// What Excel probably did to the cell of a finding.
    ///
    /// - Parameter finding: The finding.
    /// - Returns: The damage, or nil when the cell shows no known form of it.
    public static func of(_ finding: Finding) -> ExcelDamage? {
        let found = finding.found
        guard !found.isEmpty, found.utf8.count <= 40 else { return nil }
        let isDate = finding.expected.hasPrefix("a date")
        if isScientific(found) { return scientific(found) }
        if isDate, let date = date(ofDayNumber: found) { return dayNumber(found, date.description) }
        if found.utf8.allSatisfy({ $0 == UInt8(ascii: "#") }), found.utf8.count > 1 { return narrowColumn }
        if formulaErrors.contains(found) { return failedFormula(found) }
        if isDate, isMinutesOnly(found) { return minutesOnly(found) }
        if !isDate, isShortDate(found) { return codeAsDate(found) }
        return zeros(lostFrom: found, expected: finding.expected).map { lostZeros(found, $0) }
    }

    /// What Excel probably did to cells that were read otherwise than they came.
    ///
    /// - Parameters:
    ///   - kind: How they were read.
    ///   - found: The first of them as it came.
    ///   - value: The same as it was read.
    /// - Returns: The damage, or nil when the kind is no work of Excel's.
    public static func of(_ kind: Normalisation.Kind, found: String, readAs value: String) -> ExcelDamage? {
        switch kind {
        case .scientificNotation: scientific(found)
        case .excelDateSerial: dayNumber(found, value)
        case .lostLeadingZeros: lostZeros(found, value)
        case .wholeNumberWithDecimal: decimal(found)
        case .dateForm: found.contains("/") ? dateForm(found) : nil
        default: nil
        }
    }

    private static let asText = "Import the file with this column as text, or use our template, whose codes are text."

    private static func scientific(_ found: String) -> ExcelDamage {
        .init(
            .scientificNotation,
            "Excel turned a long number into \(found), and its last digits may be lost.",
            "Take the number again from your case system, and import the column as text or use our template."
        )
    }

    private static func dayNumber(_ found: String, _ date: String) -> ExcelDamage {
        .init(
            .dayNumber,
            "Excel wrote \(found), its own count of days, where the date \(date) was meant.",
            "Give the column the number format yyyy-mm-dd in Excel and save the file again, or use our template."
        )
    }

    private static func lostZeros(_ found: String, _ code: String) -> ExcelDamage {
        .init(.lostZeros, "Excel dropped the zeros at the front: \(found) was probably \(code).", asText)
    }

    private static func codeAsDate(_ found: String) -> ExcelDamage {
        .init(.codeAsDate, "Excel took what was typed for a date and wrote \(found) in its place.", asText)
    }

    private static func minutesOnly(_ found: String) -> ExcelDamage {
        .init(
            .minutesOnly,
            "Excel kept only the minutes and seconds, \(found), of a date and time.",
            "Give the column the number format yyyy-mm-dd in Excel and save the file again, or use our template."
        )
    }

    private static let narrowColumn = ExcelDamage(
        .narrowColumn,
        "Excel wrote # signs because the column was too narrow to show its values.",
        "Make the column wider in Excel and save the file again."
    )

    private static func failedFormula(_ found: String) -> ExcelDamage {
        .init(
            .failedFormula,
            "A formula in Excel failed and left \(found) in the cell.",
            "Mend the formula, or type the value itself, and save the file again."
        )
    }

    private static func dateForm(_ found: String) -> ExcelDamage {
        .init(
            .dateForm,
            "Excel wrote dates in the form of the computer, such as \(found).",
            "Give the column the number format yyyy-mm-dd in Excel, so that day and month cannot be confused."
        )
    }

    private static func decimal(_ found: String) -> ExcelDamage {
        .init(.decimal, "A code was kept as a number and came with a decimal, such as \(found).", asText)
    }
}
