import Returns

/// The forms that Excel's damage takes in a cell's text.
extension ExcelDamage {
    static let formulaErrors: Set<String> = [
        "#N/A", "#VALUE!", "#REF!", "#NAME?", "#DIV/0!", "#NUM!", "#NULL!", "#SPILL!", "#CALC!",
    ]

    /// `1E+12`, `1.23E+12`.
    static func isScientific(_ text: String) -> Bool {
        let parts = text.uppercased().split(separator: "E", omittingEmptySubsequences: false)
        guard parts.count == 2, parts[1].first == "+", parts[1].dropFirst().count >= 1,
            parts[1].dropFirst().allSatisfy(\.isASCIIDigit)
        else { return false }
        let digits = parts[0].split(separator: ".", omittingEmptySubsequences: false)
        return digits.count <= 2 && digits.allSatisfy { !$0.isEmpty && $0.allSatisfy(\.isASCIIDigit) }
            && digits[0].count == 1
    }

    /// The day that Excel counts by a number, for the years 1954 to 2064.
    static func date(ofDayNumber text: String) -> CalendarDate? {
        let whole = text.hasSuffix(".0") ? String(text.dropLast(2)) : text
        guard whole.count == 5, whole.allSatisfy(\.isASCIIDigit), let number = Int32(whole),
            (20_000..<60_500).contains(number)
        else { return nil }
        // Excel's day 25,569 is 1 January 1970.
        return CalendarDate(daysSince1970: number - 25_569)
    }

    /// `30:00.0`.
    static func isMinutesOnly(_ text: String) -> Bool {
        let scalars = Array(text)
        return scalars.count == 7 && scalars[2] == ":" && scalars[5] == "."
            && [0, 1, 3, 4, 6].allSatisfy { scalars[$0].isASCIIDigit }
    }

    /// `02-Jan`, `2-Jan` and `Jan-02`.
    static func isShortDate(_ text: String) -> Bool {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 2 else { return false }
        func isDay(_ part: Substring) -> Bool { (1...2).contains(part.count) && part.allSatisfy(\.isASCIIDigit) }
        func isMonth(_ part: Substring) -> Bool { monthNames.contains(part.lowercased()) }
        return isDay(parts[0]) && isMonth(parts[1]) || isMonth(parts[0]) && isDay(parts[1])
    }

    /// The code of the list expected that differs from digits by zeros at its front alone.
    static func zeros(lostFrom text: String, expected: String) -> String? {
        guard !text.isEmpty, text.allSatisfy(\.isASCIIDigit) else { return nil }
        let codes = expected.split { $0 == "," || $0 == " " || $0 == ";" }
        return codes.first { code in
            code.count > text.count && code.hasSuffix(text) && code.dropLast(text.count).allSatisfy { $0 == "0" }
        }
        .map(String.init)
    }

    private static let monthNames: Set<String> = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ]
}

extension Character {
    fileprivate var isASCIIDigit: Bool { ("0"..."9").contains(self) }
}
