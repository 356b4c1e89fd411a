/// A date as the number of days that a spreadsheet keeps for it: `41276` is 2 January 2013.
///
/// Only days from 1950 to 2099 are taken for dates, so that a year or a small number is not.
struct DateSerialText {
    let days: Int32
    /// Seconds of the day, from what stands after the point.
    let seconds: Int32

    private static let years: ClosedRange<Int32> = -7_305...47_481

    init?(_ cell: UnsafeBufferPointer<UInt8>, countsFrom1904: Bool) {
        guard cell.count >= 5, cell.count <= 24 else { return nil }
        var day = 0
        for digit in cell.prefix(5) {
            guard digit &- 0x30 < 10 else { return nil }
            day = day * 10 + Int(digit &- 0x30)
        }
        var part = 0.0
        if cell.count > 5 {
            guard cell.count > 6, cell[5] == UInt8(ascii: ".") else { return nil }
            var weight = 0.1
            for digit in cell[6...] {
                guard digit &- 0x30 < 10 else { return nil }
                part += Double(digit &- 0x30) * weight
                weight /= 10
            }
        }
        days = SerialDate.daysSince1970(day, countsFrom1904: countsFrom1904)
        seconds = min(Int32((part * 86_400).rounded()), 86_399)
        guard Self.years.contains(days) else { return nil }
    }
}
