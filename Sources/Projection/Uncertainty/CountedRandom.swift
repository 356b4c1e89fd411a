import Foundation

/// Random numbers that are a function of a seed and of what they are for, so that any order and any number of threads
/// gives the same: the finishing step of SplitMix64 (Steele, Lea and Flood 2014) over a chain of counters.
struct CountedRandom {
    private var state: UInt64

    init(_ seed: UInt64, _ counters: Int...) {
        state = counters.reduce(Self.scramble(seed)) {
            Self.scramble($0 ^ Self.scramble(UInt64(bitPattern: Int64($1))))
        }
    }

    /// From 0 up to, but not including, 1.
    mutating func unit() -> Double {
        state &+= 0x9E37_79B9_7F4A_7C15
        return Double(Self.scramble(state) >> 11) * 0x1p-53
    }

    /// Of mean 0 and variance 1 (Box and Muller 1958).
    mutating func normal() -> Double {
        let radius = (-2 * log(1 - unit())).squareRoot()
        return radius * cos(2 * .pi * unit())
    }

    /// Student's t with 6 degrees of freedom, scaled to variance 1: its tails are those of years that jump.
    mutating func heavyTailed() -> Double {
        let normal = normal()
        let square = -2 * (log(1 - unit()) + log(1 - unit()) + log(1 - unit()))
        return normal / (square / 6).squareRoot() * (4.0 / 6).squareRoot()
    }

    mutating func index(below count: Int) -> Int { min(Int(unit() * Double(count)), count - 1) }

    private static func scramble(_ value: UInt64) -> UInt64 {
        var mixed = value
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
