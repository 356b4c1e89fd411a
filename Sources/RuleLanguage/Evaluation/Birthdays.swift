/// The ages on one day, looked up by the day of birth: a date taken apart for each row costs several times as much.
struct Birthdays {
    private let today: Int64
    /// For each age, the last day of birth on which one is so old.
    private let last: [Int64]
    private static let ages = 128

    init(_ day: CivilDate) {
        today = CivilDate.days(year: day.year, month: day.month, day: day.day)
        last = (0...Self.ages).map { age in
            let year = day.year - age
            let length = CivilDate.length(ofMonth: day.month, in: year)
            return CivilDate.days(year: year, month: day.month, day: min(day.day, length))
        }
    }

    /// Full years from a birth to the day; nil for one after it, or too long ago to be in the table.
    @inline(__always)
    func age(_ birth: Int64) -> Int64? {
        let days = today &- birth
        guard days >= 0, days < 365 * Int64(Self.ages) else { return nil }
        // A year has at most 366 days and the table goes by the calendar, so this is right or one too low.
        let age = days / 366
        return last[Int(age) &+ 1] >= birth ? age &+ 1 : age
    }
}
