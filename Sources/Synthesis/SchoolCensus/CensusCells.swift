import Returns

/// Writes values as the export tables and the flat form spell them.
extension ByteOutput {
    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ].map { Array($0.utf8) }

    /// A value of the export: dates as `ccyy-Mmm-dd 00:00:00`, yes and no as 1 and 0.
    mutating func write(export cell: Cell, text: [UInt8]) {
        switch cell {
        case .date(let day): write(exportDay: day, minutes: 0)
        case .dateTime(let day, let minutes): write(exportDay: day, minutes: minutes)
        default: write(flat: cell, text: text)
        }
    }

    /// A value of the flat form: dates as `ccyy-mm-dd`.
    mutating func write(flat cell: Cell, text: [UInt8]) {
        switch cell {
        case .blank: break
        case .integer(let number): write(number: number)
        case .boolean(let flag): write(flag ? UInt8(ascii: "1") : UInt8(ascii: "0"))
        case .date(let day): write(day: day)
        case .dateTime(let day, let minutes):
            write(day: day)
            write(UInt8(ascii: "T"))
            write(minutes: minutes)
        case .code(let code): write(code: code)
        case .text(let start, let end): write(quoted: text[Int(start)..<Int(end)])
        }
    }

    /// A value of the message.
    mutating func write(message cell: Cell, text: [UInt8]) {
        guard case .text(let start, let end) = cell else { return write(flat: cell, text: text) }
        for byte in text[Int(start)..<Int(end)] {
            switch byte {
            case UInt8(ascii: "&"): write("&amp;".utf8)
            case UInt8(ascii: "<"): write("&lt;".utf8)
            case UInt8(ascii: ">"): write("&gt;".utf8)
            default: write(byte)
            }
        }
    }

    private mutating func write(exportDay day: Int32, minutes: Int32) {
        let (year, month, dayOfMonth) = CalendarDate(daysSince1970: day).parts
        write(number: Int32(year), width: 4)
        write(UInt8(ascii: "-"))
        write(Self.months[month - 1])
        write(UInt8(ascii: "-"))
        write(number: Int32(dayOfMonth), width: 2)
        write(UInt8(ascii: " "))
        write(minutes: minutes)
    }

    private mutating func write(quoted text: ArraySlice<UInt8>) {
        let quote = UInt8(ascii: "\"")
        guard text.contains(where: { $0 == UInt8(ascii: ",") || $0 == quote || $0 == 10 || $0 == 13 }) else {
            return write(text)
        }
        write(quote)
        for byte in text {
            if byte == quote { write(quote) }
            write(byte)
        }
        write(quote)
    }
}
