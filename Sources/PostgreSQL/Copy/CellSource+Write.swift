/// Days from 1 January 1970 to 1 January 2000, where PostgreSQL's dates start.
private let epochDays: Int32 = 10_957
private let epochSeconds: Int64 = 946_684_800

extension CellSource {
    @inline(__always)
    func textRange(_ row: Int) -> (start: Int, count: Int) {
        guard let ends = second?.assumingMemoryBound(to: UInt32.self) else { return (0, 0) }
        let start = row == 0 ? 0 : Int(ends[row - 1])
        return (start, Int(ends[row]) - start)
    }

    @inline(__always)
    func textLength(_ row: Int) -> Int { textRange(row).count }

    /// Writes one cell and moves the cursor past it.
    ///
    /// - Returns: Whether the value fits its type.
    @inline(__always)
    func write(_ row: Int, at cursor: inout UnsafeMutableRawPointer) -> Bool {
        if let present, present[row] != 1 {
            cursor.put(Int32(-1))
            return true
        }
        switch kind {
        case .int16:
            guard let small = Int16(exactly: value(row, Int32.self)) else { return false }
            cursor.put(Int32(2))
            cursor.put(small)
        case .int32:
            cursor.put(Int32(4))
            cursor.put(value(row, Int32.self))
        case .int64:
            cursor.put(Int32(8))
            cursor.put(value(row, Int64.self))
        case .boolean:
            cursor.put(Int32(1))
            cursor.put(value(row, Int32.self) == 0 ? UInt8(0) : 1)
        case .date:
            let (days, tooFar) = value(row, Int32.self).subtractingReportingOverflow(epochDays)
            guard !tooFar else { return false }
            cursor.put(Int32(4))
            cursor.put(days)
        case .timestampSeconds:
            let (seconds, tooFar) = value(row, Int64.self).subtractingReportingOverflow(epochSeconds)
            let (microseconds, tooLong) = seconds.multipliedReportingOverflow(by: 1_000_000)
            guard !tooFar, !tooLong else { return false }
            cursor.put(Int32(8))
            cursor.put(microseconds)
        case .int32Row:
            guard let number = Int32(exactly: start + Int64(row)) else { return false }
            cursor.put(Int32(4))
            cursor.put(number)
        case .int64Row:
            cursor.put(Int32(8))
            cursor.put(start + Int64(row))
        case .text, .code, .bytes, .constant:
            return writeBytes(row, at: &cursor)
        }
        return true
    }

    @inline(__always)
    private func writeBytes(_ row: Int, at cursor: inout UnsafeMutableRawPointer) -> Bool {
        switch kind {
        case .text:
            let (start, count) = textRange(row)
            cursor.put(Int32(truncatingIfNeeded: count))
            if let first { cursor.put(first + start, count) }
        case .code:
            guard let first, let indices = second?.assumingMemoryBound(to: Int32.self),
                let starts = third?.assumingMemoryBound(to: Int.self)
            else { return false }
            let index = Int(indices[row])
            guard index >= 0, index < width else { return false }
            cursor.put(first + starts[index], starts[index + 1] - starts[index])
        case .bytes:
            cursor.put(Int32(truncatingIfNeeded: width))
            if let first { cursor.put(first + row * width, width) }
        default:
            if let first { cursor.put(first, width) }
        }
        return true
    }

    @inline(__always)
    private func value<V: BitwiseCopyable>(_ row: Int, _ type: V.Type) -> V where V: FixedWidthInteger {
        first?.loadUnaligned(fromByteOffset: row * MemoryLayout<V>.size, as: V.self) ?? 0
    }
}
