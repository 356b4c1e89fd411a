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
/// Additive recurrences with irrational steps; two sequences used side by side need two steps.
struct EvenSequence {
    enum Step: Double {
        case goldenRatio = 0.618_033_988_749_894_9
        case rootOfTwo = 0.414_213_562_373_095_1
        case rootOfThree = 0.732_050_807_568_877_2
        case rootOfSeven = 0.645_751_311_064_590_6
    }

    private var value: Double
    private let step: Double

    init(startingAt start: Double, step: Step) {
        value = start
        self.step = step.rawValue
    }

    mutating func next() -> Double {
        value += step
        if value >= 1 { value -= 1 }
        return value
    }
}

/// The place in a list of shares where a point from 0 to 1 falls.
func place(of point: Double, in shares: some Collection<Double>) -> Int {
    var end = 0.0
    for (index, share) in shares.enumerated() {
        end += share
        if point < end { return index }
    }
    return max(0, shares.count - 1)
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
