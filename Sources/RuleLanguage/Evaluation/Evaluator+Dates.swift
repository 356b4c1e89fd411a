extension Evaluator {
    /// Functions of one date.
    static func dates(_ function: Function, _ days: Numbers<Int64>) -> Numbers<Int64> {
        switch function {
        case .yearOf: days.mapped { (Int64(CivilDate($0).year), false) }
        case .monthOf: days.mapped { (Int64(CivilDate($0).month), false) }
        case .dayOf: days.mapped { (Int64(CivilDate($0).day), false) }
        default: days.mapped { (Int64(academicYear($0)), false) }
        }
    }

    /// Functions of a date and another, or a number.
    static func dates(_ function: Function, _ left: Numbers<Int64>, _ right: Numbers<Int64>) -> Numbers<Int64> {
        switch function {
        case .daysBetween: left.merged(right) { ($1 &- $0, false) }
        case .addDays: left.merged(right) { dated($0.addingReportingOverflow($1)) }
        case .addMonths: left.merged(right) { dated(month($0, later: $1)) }
        case .ageOn: left.merged(right) { (age($0, on: CivilDate($1)), false) }
        default: left.merged(right) { (age($0, on: schoolYearBegins($1)), false) }
        }
    }

    private static func dated(_ result: (partialValue: Int64, overflow: Bool)) -> (partialValue: Int64, overflow: Bool)
    {
        (result.partialValue, result.overflow || !CivilDate.range.contains(result.partialValue))
    }

    /// The same day so many months later; the month's last day where it has no such day.
    private static func month(_ day: Int64, later months: Int64) -> (partialValue: Int64, overflow: Bool) {
        guard months.magnitude <= 120_000 else { return (0, true) }
        let date = CivilDate(day)
        let total = date.year * 12 + date.month - 1 + Int(months)
        let year = total >= 0 ? total / 12 : (total - 11) / 12
        let month = total - year * 12 + 1
        let last = CivilDate.length(ofMonth: month, in: year)
        return (CivilDate.days(year: year, month: month, day: min(date.day, last)), false)
    }

    /// Whole years; whoever is born on 29 February is a year older on 1 March where there is no such day.
    @inline(__always)
    private static func age(_ birth: Int64, on now: CivilDate) -> Int64 {
        let born = CivilDate(birth)
        let hadBirthday = now.month &* 32 &+ now.day >= born.month &* 32 &+ born.day
        return Int64(now.year &- born.year &- (hadBirthday ? 0 : 1))
    }

    /// Ages of many on one day, which is taken apart once.
    static func ages(_ function: Function, _ births: Numbers<Int64>, on day: Int32) -> Numbers<Int64> {
        let day = function == .ageOn ? CivilDate(Int64(day)) : schoolYearBegins(Int64(day))
        let birthdays = Birthdays(day)
        return births.mapped { (birthdays.age($0) ?? age($0, on: day), false) }
    }

    /// The 31 August before the school year of a day.
    private static func schoolYearBegins(_ day: Int64) -> CivilDate {
        CivilDate(year: academicYear(day), month: 8, day: 31)
    }

    /// The calendar year in whose September the school year of a day began.
    private static func academicYear(_ day: Int64) -> Int {
        let date = CivilDate(day)
        return date.month >= 9 ? date.year : date.year - 1
    }

    /// `date` of a date with a time, of a text or of a date.
    func date(_ values: Values, isTime: Bool) -> Numbers<Int64> {
        if values.isText {
            let texts = values.texts(count)
            var days = Numbers<Int64>(0, count: count)
            for row in 0..<count {
                let day = texts.states[row] == 1 ? CivilDate.day(of: texts.bytes[texts.range(row)]) : nil
                days.values[row] = Int64(day ?? 0)
                days.states[row] = day == nil ? 0 : 1
            }
            return days
        }
        let numbers = values.integers(count)
        guard isTime else { return numbers }
        return numbers.mapped { (DateTimes.day(ofSecond: $0), false) }
    }
}

/// Seconds since 1 January 2000 00:00:00.
enum DateTimes {
    /// 1 January 2000 in days since 1 January 1970.
    private static let firstDay: Int64 = 10_957

    static func day(ofSecond second: Int64) -> Int64 {
        (second >= 0 ? second : second - 86_399) / 86_400 + firstDay
    }

    static func text(_ second: Int64) -> String {
        let day = day(ofSecond: second)
        let rest = Int(second - (day - firstDay) * 86_400)
        let time = [rest / 3_600, rest / 60 % 60, rest % 60].map { CivilDate.padded($0, 2) }.joined(separator: ":")
        return CivilDate(day).text + "T" + time
    }
}
