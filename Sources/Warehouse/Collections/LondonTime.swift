public import Returns

/// A second in time, and how the clocks of London show it.
///
/// Clocks go forward at 01:00 UTC on the last Sunday of March and back at 01:00 UTC on the last Sunday of October
/// (Summer Time Act 1972 as amended; the Summer Time Order 2002).
public struct LondonTime: Sendable, Hashable, Comparable {
    /// Seconds since the beginning of 1970, in coordinated universal time.
    public let seconds: Int

    /// Takes an instant.
    ///
    /// - Parameter seconds: Seconds since the beginning of 1970 UTC.
    public init(seconds: Int) {
        self.seconds = seconds
    }

    /// The second that the clocks of London show so.
    ///
    /// Of an hour that is shown twice, in October, it is the first; one that is skipped, in March, is an hour later.
    ///
    /// - Parameters:
    ///   - date: The day in London.
    ///   - hour: Hour of the day, from 0 to 23.
    ///   - minute: Minute, from 0 to 59.
    ///   - second: Second, from 0 to 59.
    public init(_ date: CalendarDate, hour: Int = 0, minute: Int = 0, second: Int = 0) {
        let shown = Int(date.daysSince1970) * Self.day + hour * 3_600 + minute * 60 + second
        let early = LondonTime(seconds: shown - 3_600)
        seconds = early.isSummer ? early.seconds : shown
    }

    /// The last second of a day in London, until which what is due on that day is in time.
    ///
    /// - Parameter date: The day.
    /// - Returns: 23:59:59 on the clocks of London.
    public static func end(of date: CalendarDate) -> LondonTime {
        LondonTime(date, hour: 23, minute: 59, second: 59)
    }

    /// Whether the clocks of London are an hour ahead.
    public var isSummer: Bool {
        let year = CalendarDate(daysSince1970: Self.days(seconds)).parts.year
        return seconds >= Self.change(year, month: 3) && seconds < Self.change(year, month: 10)
    }

    /// The day in London.
    public var date: CalendarDate { CalendarDate(daysSince1970: Self.days(shown)) }

    /// As `2025-02-28T23:59:59Z`.
    public var universalText: String { Self.text(seconds, separator: "T") + "Z" }

    /// As `2025-02-28 23:59:59 GMT`, or `BST` in summer.
    public var londonText: String { Self.text(shown, separator: " ") + (isSummer ? " BST" : " GMT") }

    public static func < (left: LondonTime, right: LondonTime) -> Bool { left.seconds < right.seconds }

    private static let day = 86_400

    private var shown: Int { seconds + (isSummer ? 3_600 : 0) }

    private static func days(_ seconds: Int) -> Int32 {
        Int32(truncatingIfNeeded: seconds >= 0 ? seconds / day : (seconds - day + 1) / day)
    }

    /// 01:00 UTC on the last Sunday of a month of 31 days.
    private static func change(_ year: Int, month: Int) -> Int {
        guard let last = CalendarDate(year: year, month: month, day: 31) else { return .max }
        // 1 January 1970 was a Thursday.
        let weekday = (Int(last.daysSince1970) % 7 + 11) % 7
        return (Int(last.daysSince1970) - weekday) * day + 3_600
    }

    private static func text(_ seconds: Int, separator: String) -> String {
        let days = days(seconds)
        let rest = seconds - Int(days) * day
        let clock = [rest / 3_600, rest / 60 % 60, rest % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }
        return "\(CalendarDate(daysSince1970: days))\(separator)\(clock.joined(separator: ":"))"
    }
}
