extension TypingWork {
    /// `values` become days since 1 January 1970.
    mutating func typeDates(form: SourceFile.Form, countsFrom1904: Bool) {
        typeValues { cell, row, tally in
            if let days = DateText.isoDays(cell, 0), cell.count == 10 { return (CellState.value, days) }
            guard let parts = DateText.parse(cell) else {
                guard let serial = DateSerialText(cell, countsFrom1904: countsFrom1904), serial.seconds == 0 else {
                    return (CellState.notOfType, 0)
                }
                tally.add(.excelDateSerial, row)
                return (CellState.value, serial.days)
            }
            if !(parts.shape == .export && form == .csv) { tally.add(.dateForm, row) }
            return (CellState.value, parts.days)
        }
    }

    /// `values` become seconds since the start of 2000, for a header's time stamp.
    mutating func typeDateTimes(form: SourceFile.Form, countsFrom1904: Bool) {
        typeValues { cell, row, tally in
            guard let parts = DateText.parse(cell) else {
                guard let serial = DateSerialText(cell, countsFrom1904: countsFrom1904) else {
                    return (CellState.notOfType, 0)
                }
                tally.add(.excelDateSerial, row)
                return Self.secondsSince2000(days: serial.days, seconds: serial.seconds)
            }
            let isUsual = parts.shape == .iso || (parts.shape == .export && form == .csv)
            if !isUsual { tally.add(.dateForm, row) }
            return Self.secondsSince2000(days: parts.days, seconds: parts.seconds)
        }
    }

    private static func secondsSince2000(days: Int32, seconds: Int32) -> (UInt8, Int32) {
        let start2000: Int32 = 10_957
        let (midnight, overflow) = (days - start2000).multipliedReportingOverflow(by: 86_400)
        let (whole, overflowToo) = midnight.addingReportingOverflow(seconds)
        return overflow || overflowToo ? (CellState.outOfBounds, 0) : (CellState.value, whole)
    }
}

/// The forms in which returns carry dates.
///
/// `ccyy-mm-dd`, with or without `Thh:mm:ss`; the export's `ccyy-Mmm-dd hh:mm:ss`; and `dd/mm/ccyy`, which a
/// spreadsheet makes of either. Seconds may be left out.
enum DateText {
    enum Shape {
        case iso, export, spreadsheet
    }

    struct Parts {
        let days: Int32
        let seconds: Int32
        let shape: Shape
    }

    static func parse(_ cell: UnsafeBufferPointer<UInt8>) -> Parts? {
        if let days = isoDays(cell, 0) {
            return time(cell, from: 10).map { Parts(days: days, seconds: $0, shape: .iso) }
        }
        if let days = exportDays(cell) {
            return time(cell, from: 11).map { Parts(days: days, seconds: $0, shape: .export) }
        }
        if let days = spreadsheetDays(cell) {
            return time(cell, from: 10).map { Parts(days: days, seconds: $0, shape: .spreadsheet) }
        }
        return nil
    }

    @inline(__always)
    static func isoDays(_ cell: UnsafeBufferPointer<UInt8>, _ start: Int) -> Int32? {
        guard cell.count >= start + 10, cell[start + 4] == UInt8(ascii: "-"), cell[start + 7] == UInt8(ascii: "-"),
            let century = pair(cell, start), let years = pair(cell, start + 2),
            let month = pair(cell, start + 5), let day = pair(cell, start + 8)
        else { return nil }
        return days(year: century * 100 + years, month: month, day: day)
    }

    private static func exportDays(_ cell: UnsafeBufferPointer<UInt8>) -> Int32? {
        guard cell.count >= 11, cell[4] == UInt8(ascii: "-"), cell[8] == UInt8(ascii: "-"),
            let century = pair(cell, 0), let years = pair(cell, 2), let day = pair(cell, 9)
        else { return nil }
        let name = UInt32(cell[5] & 0xDF) << 16 | UInt32(cell[6] & 0xDF) << 8 | UInt32(cell[7] & 0xDF)
        guard let month = monthNames.firstIndex(of: name) else { return nil }
        return days(year: century * 100 + years, month: month + 1, day: day)
    }

    private static func spreadsheetDays(_ cell: UnsafeBufferPointer<UInt8>) -> Int32? {
        guard cell.count >= 10, cell[2] == UInt8(ascii: "/"), cell[5] == UInt8(ascii: "/"),
            let day = pair(cell, 0), let month = pair(cell, 3), let century = pair(cell, 6), let years = pair(cell, 8)
        else { return nil }
        return days(year: century * 100 + years, month: month, day: day)
    }

    /// Seconds of the day after a date, 0 when nothing follows, nil when something else does.
    private static func time(_ cell: UnsafeBufferPointer<UInt8>, from start: Int) -> Int32? {
        if cell.count == start { return 0 }
        guard cell.count == start + 9 || cell.count == start + 6,
            cell[start] == UInt8(ascii: "T") || cell[start] == UInt8(ascii: " "), cell[start + 3] == UInt8(ascii: ":"),
            let hour = pair(cell, start + 1), let minute = pair(cell, start + 4), hour < 24, minute < 60
        else { return nil }
        let minutes = Int32(hour * 3_600 + minute * 60)
        if cell.count == start + 6 { return minutes }
        guard cell[start + 6] == UInt8(ascii: ":"), let second = pair(cell, start + 7), second < 60 else { return nil }
        return minutes + Int32(second)
    }

    @inline(__always)
    private static func pair(_ cell: UnsafeBufferPointer<UInt8>, _ place: Int) -> Int? {
        let tens = cell[place] &- 0x30
        let units = cell[place + 1] &- 0x30
        return tens < 10 && units < 10 ? Int(tens) * 10 + Int(units) : nil
    }

    @inline(__always)
    private static func days(year: Int, month: Int, day: Int) -> Int32? {
        CalendarDate(year: year, month: month, day: day)?.daysSince1970
    }

    private static let monthNames: [UInt32] = [
        "JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC",
    ].map { $0.utf8.reduce(0) { $0 << 8 | UInt32($1) } }
}
