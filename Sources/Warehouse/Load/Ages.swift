import Returns

/// Ages, as facts carry them: worked out once, at the load.
enum Ages {
    /// The 31 August at or before a census day, on which the school year's age is taken.
    static func schoolYearStart(before census: CalendarDate) -> CalendarDate {
        let parts = census.parts
        let year = parts.month >= 9 ? parts.year : parts.year - 1
        return CalendarDate(year: year, month: 8, day: 31) ?? census
    }

    /// Each person's age in whole years on one day; nil without a date of birth, or when born later.
    static func ages(of births: SourceTable.Values, count: Int, on day: CalendarDate) -> [Int32?] {
        (0..<count).map { age(births[$0], on: day.daysSince1970) }
    }

    /// For each row of a table, the person's age in whole years on the row's own day.
    static func ages(of births: SourceTable.Values, persons: [Int32], on days: SourceTable.Values) -> [Int32?] {
        persons.enumerated().map { row, person in
            guard person >= 0, let day = days[row] else { return nil }
            return age(births[Int(person)], on: day)
        }
    }

    private static func age(_ birth: Int32?, on day: Int32) -> Int32? {
        guard let birth, birth <= day else { return nil }
        return Int32(CalendarDate(daysSince1970: birth).age(on: CalendarDate(daysSince1970: day)))
    }
}
