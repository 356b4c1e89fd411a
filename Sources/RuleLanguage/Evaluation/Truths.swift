/// Loops over verdicts: no (0), yes (1) and not applicable (2), by CEL's laws and without a branch per row.
enum Truths {
    /// A no on either side decides; else what is not applicable stays so.
    static func and(_ left: [UInt8], _ right: [UInt8]) -> [UInt8] {
        merged(left, right) { a, b in opposite(decided(opposite(a) | opposite(b))) }
    }

    /// A yes on either side decides; else what is not applicable stays so.
    static func or(_ left: [UInt8], _ right: [UInt8]) -> [UInt8] {
        merged(left, right) { a, b in decided(a | b) }
    }

    static func not(_ operand: [UInt8]) -> [UInt8] {
        var result = operand
        var span = result.mutableSpan
        for row in 0..<span.count { span[row] = opposite(span[row]) }
        return result
    }

    static func choose(_ condition: [UInt8], _ yes: [UInt8], _ no: [UInt8]) -> [UInt8] {
        let whenYes = merged(condition, yes) { a, b in a == 1 ? b : 0 }
        let whenNo = merged(condition, no) { a, b in a == 0 ? b : a & 2 }
        return merged(whenYes, whenNo) { a, b in a | b }
    }

    @inline(__always)
    static func opposite(_ verdict: UInt8) -> UInt8 { verdict ^ (~(verdict &>> 1) & 1) }

    /// Verdicts laid over one another bit by bit: a yes outweighs what is not applicable.
    @inline(__always)
    static func decided(_ bits: UInt8) -> UInt8 { bits & ~((bits & 1) &<< 1) }

    @inline(__always)
    static func merged(_ left: [UInt8], _ right: [UInt8], _ merge: (UInt8, UInt8) -> UInt8) -> [UInt8] {
        var result = left
        var span = result.mutableSpan
        let other = right.span
        let count = span.count
        precondition(other.count == count)
        for row in 0..<count { span[row] = merge(span[row], other[row]) }
        return result
    }

    static func areAll(_ verdict: UInt8, _ verdicts: [UInt8]) -> Bool {
        var differs: UInt8 = 0
        for row in verdicts.indices { differs |= verdicts[row] ^ verdict }
        return differs == 0
    }

    /// Verdicts of pairs that have both values; others are not applicable.
    @inline(__always)
    static func holding<Value: BitwiseCopyable>(
        _ left: borrowing Span<Value>,
        _ leftStates: borrowing Span<UInt8>,
        _ right: borrowing Span<Value>,
        _ rightStates: borrowing Span<UInt8>,
        _ holds: (Value, Value) -> Bool
    ) -> [UInt8] {
        let count = left.count
        var result = [UInt8](repeating: 0, count: count)
        var span = result.mutableSpan
        precondition(leftStates.count == count && right.count == count && rightStates.count == count)
        precondition(span.count == count)
        for row in 0..<count {
            let verdict: UInt8 = holds(left[row], right[row]) ? 1 : 0
            // No short circuit: a branch on states that come and go costs more than the whole loop.
            let present: UInt8 = (leftStates[row] == 1 ? 1 : 0) & (rightStates[row] == 1 ? 1 : 0)
            span[row] = present == 1 ? verdict : 2
        }
        return result
    }

    /// Verdicts of what has a value; others are not applicable.
    @inline(__always)
    static func holding<Value: BitwiseCopyable>(
        _ values: borrowing Span<Value>,
        _ states: borrowing Span<UInt8>,
        _ holds: (Value) -> Bool
    ) -> [UInt8] {
        let count = values.count
        var result = [UInt8](repeating: 0, count: count)
        var span = result.mutableSpan
        precondition(states.count == count && span.count == count)
        for row in 0..<count {
            let verdict: UInt8 = holds(values[row]) ? 1 : 0
            span[row] = states[row] == 1 ? verdict : 2
        }
        return result
    }
}
