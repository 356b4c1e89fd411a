import Returns

extension ByteOutput {
    /// A whole number in decimal digits, filled with noughts to a width.
    mutating func write(number: Int32, width: Int = 1) {
        if number < 0 { write(UInt8(ascii: "-")) }
        var rest = number.magnitude
        var packed: UInt64 = 0
        var count = 0
        while rest > 0 || count < width {
            packed = packed << 8 | UInt64(UInt8(ascii: "0") + UInt8(rest % 10))
            rest /= 10
            count += 1
            if count == 8 { break }
        }
        if rest > 0 { write(number: Int32(rest)) }
        for _ in 0..<count {
            write(UInt8(packed & 0xFF))
            packed >>= 8
        }
    }

    /// A packed code.
    mutating func write(code: UInt64) {
        var rest = code
        while rest > 0 {
            write(UInt8(rest & 0xFF))
            rest >>= 8
        }
    }

    /// `ccyy-mm-dd`.
    mutating func write(day: Int32) {
        let (year, month, dayOfMonth) = CalendarDate(daysSince1970: day).parts
        write(number: Int32(year), width: 4)
        write(UInt8(ascii: "-"))
        write(number: Int32(month), width: 2)
        write(UInt8(ascii: "-"))
        write(number: Int32(dayOfMonth), width: 2)
    }

    /// `hh:mm:ss`.
    mutating func write(minutes: Int32) {
        write(number: minutes / 60, width: 2)
        write(UInt8(ascii: ":"))
        write(number: minutes % 60, width: 2)
        write(":00".utf8)
    }
}
