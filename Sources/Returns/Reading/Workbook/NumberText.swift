import Foundation

/// Numbers of cells as the text that Excel shows for them.
enum NumberText {
    /// Appends a number.
    ///
    /// Whole numbers have no decimals; others have at most the fifteen digits that Excel keeps.
    ///
    /// - Parameters:
    ///   - stored: The digits as the workbook holds them.
    ///   - shown: How the cell's style shows numbers.
    ///   - countsFrom1904: Whether the workbook counts days from 1904.
    ///   - bytes: Where the text goes.
    static func append(
        _ stored: UnsafeBufferPointer<UInt8>,
        shown: CellStyles.Shown,
        countsFrom1904: Bool,
        to bytes: inout [UInt8]
    ) {
        if shown == .asNumber, isShortWhole(stored) {
            bytes.append(contentsOf: stored)
            return
        }
        guard let value = double(stored) else {
            bytes.append(contentsOf: stored)
            return
        }
        switch shown {
        case .asDate, .asTime:
            let text = SerialDate.text(value, isTime: shown == .asTime, countsFrom1904: countsFrom1904)
            bytes.append(contentsOf: (text ?? plain(value)).utf8)
        case .withZeros(let digits) where value >= 0 && value < 1e15 && value == value.rounded():
            let text = plain(value)
            bytes.append(contentsOf: repeatElement(0x30, count: max(0, digits - text.utf8.count)))
            bytes.append(contentsOf: text.utf8)
        case .withZeros, .asNumber:
            bytes.append(contentsOf: plain(value).utf8)
        }
    }

    /// Up to fifteen digits without a sign, a zero in front or anything else: by far the most.
    private static func isShortWhole(_ stored: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let first = stored.first, stored.count <= 15, first != 0x30 || stored.count == 1 else { return false }
        return stored.allSatisfy { $0 &- 0x30 < 10 }
    }

    private static func double(_ stored: UnsafeBufferPointer<UInt8>) -> Double? {
        guard stored.count <= 64, stored.allSatisfy({ $0 &- 0x30 < 10 || "+-.eE".utf8.contains($0) }) else {
            return nil
        }
        return Double(String(decoding: stored, as: UTF8.self)).flatMap { $0.isFinite ? $0 : nil }
    }

    private static func plain(_ value: Double) -> String {
        if value == value.rounded(), abs(value) < 1e15 { return String(Int64(value)) }
        return String(format: "%.15G", value)
    }
}

/// Days as Excel counts them.
enum SerialDate {
    /// The last day Excel knows, 31 December 9999, counted from 1900.
    private static let last = 2_958_465.0

    /// A day as `ccyy-mm-dd`, with `Thh:mm:ss` where there is a time; nil for a number that Excel shows as no day.
    ///
    /// Counted from 1900, day 60 is 29 February 1900, which never was, and day 0 is the day before 1 January 1900.
    static func text(_ serial: Double, isTime: Bool, countsFrom1904: Bool) -> String? {
        guard serial >= 0, serial < last + 1 else { return nil }
        var day = Int(serial)
        var seconds = Int(((serial - Double(day)) * 86_400).rounded())
        if seconds == 86_400 { (day, seconds) = (day + 1, 0) }
        if isTime, day == 0 { return time(seconds) }
        guard let name = name(ofDay: day, countsFrom1904: countsFrom1904) else { return nil }
        return seconds == 0 ? name : "\(name)T\(time(seconds))"
    }

    private static func name(ofDay day: Int, countsFrom1904: Bool) -> String? {
        switch (day, countsFrom1904) {
        case (0, false): return "1900-01-00"
        case (60, false): return "1900-02-29"
        default: break
        }
        let date = CalendarDate(daysSince1970: daysSince1970(day, countsFrom1904: countsFrom1904))
        return date.parts.year <= 9999 ? date.description : nil
    }

    /// Days since 1 January 1970 of a day counted from 1900 or 1904.
    static func daysSince1970(_ day: Int, countsFrom1904: Bool) -> Int32 {
        if countsFrom1904 { return Int32(day - 24_107) }
        return Int32(day - (day < 60 ? 25_568 : 25_569))
    }

    private static func time(_ seconds: Int) -> String {
        [seconds / 3_600, seconds / 60 % 60, seconds % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }.joined(separator: ":")
    }
}
