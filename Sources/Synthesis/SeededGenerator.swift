/// Numbers that look random and depend on the seed alone: SplitMix64, of Steele, Lea and Flood (2014).
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    /// A generator for one purpose, independent of every other mixture of the same seed.
    init(seed: UInt64, mixedWith parts: UInt64...) {
        state = parts.reduce(scramble(seed)) { scramble($0 ^ scramble($1)) }
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        return scramble(state)
    }

    /// A number from 0 up to, but not including, 1.
    mutating func unit() -> Double {
        Double(next() >> 11) * 0x1p-53
    }

    /// A whole number within a range.
    mutating func number(in range: ClosedRange<Int>) -> Int {
        range.lowerBound + Int(next() % UInt64(range.upperBound - range.lowerBound + 1))
    }

    mutating func happens(_ share: Double) -> Bool {
        unit() < share
    }
}

/// The finishing step of SplitMix64: every bit of the result depends on every bit of the value.
@inlinable
func scramble(_ value: UInt64) -> UInt64 {
    var mixed = value
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
}

/// Numbers between 0 and 1 that fill the interval evenly, so that shares come out nearly exact in any stretch of them.
///
/// The additive recurrence with the golden ratio has the lowest discrepancy of its kind.
struct EvenSequence {
    private var value: Double

    init(startingAt start: Double) {
        value = start
    }

    mutating func next() -> Double {
        value += 0.618_033_988_749_894_9
        if value >= 1 { value -= 1 }
        return value
    }
}

/// Says yes to a share of cases, exactly in the long run and within one case at any time.
struct EvenShare {
    private var carried: Double

    init(startingAt start: Double) {
        carried = start
    }

    mutating func includes(_ share: Double) -> Bool {
        carried += share
        guard carried >= 1 else { return false }
        carried -= 1
        return true
    }
}
