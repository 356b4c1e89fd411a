/// A set of Unicode code points, as ranges in order that neither meet nor touch.
struct ScalarSet: Sendable {
    private(set) var ranges: [ClosedRange<UInt32>]

    static let last: UInt32 = 0x10ffff
    static let digits = ScalarSet(["0"..."9"])
    static let wordCharacters = ScalarSet(["0"..."9", "A"..."Z", "_"..."_", "a"..."z"])
    /// RE2's: without the vertical tab.
    static let spaces = ScalarSet(["\t"..."\n", "\u{0c}"..."\r", " "..." "])
    static let newline = ScalarSet(["\n"..."\n"])
    static let everything = ScalarSet([0...last])

    init(_ ranges: [ClosedRange<Unicode.Scalar>]) {
        self.init(ranges.map { $0.lowerBound.value...$0.upperBound.value })
    }

    init(_ ranges: [ClosedRange<UInt32>]) {
        self.ranges = []
        for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
            if let before = self.ranges.last, range.lowerBound <= before.upperBound &+ 1 {
                let end = max(before.upperBound, range.upperBound)
                self.ranges[self.ranges.count - 1] = before.lowerBound...end
            } else {
                self.ranges.append(range)
            }
        }
    }

    var complement: ScalarSet {
        var gaps: [ClosedRange<UInt32>] = []
        var next: UInt32 = 0
        for range in ranges {
            if range.lowerBound > next { gaps.append(next...range.lowerBound - 1) }
            next = range.upperBound + 1
        }
        if next <= Self.last { gaps.append(next...Self.last) }
        return ScalarSet(gaps)
    }

    func union(_ other: ScalarSet) -> ScalarSet {
        ScalarSet(ranges + other.ranges)
    }

    /// With every letter's other case.
    var ignoringCase: ScalarSet {
        var more = ranges
        for range in ranges where range.lowerBound <= Self.lastWithCase {
            for value in range.lowerBound...min(range.upperBound, Self.lastWithCase) {
                more += Self.otherCases(value).map { $0...$0 }
            }
        }
        return ScalarSet(more)
    }

    /// The Adlam letters are the last that have two cases.
    private static let lastWithCase: UInt32 = 0x1e943

    private static func otherCases(_ value: UInt32) -> [UInt32] {
        guard let scalar = Unicode.Scalar(value) else { return [] }
        var found = cases(scalar)
        // Two signs that RE2 takes for letters too: the Kelvin sign and the long s.
        if found.contains("k") { found.append("\u{212a}") }
        if found.contains("s") { found.append("\u{17f}") }
        return found.filter { $0 != scalar }.map(\.value)
    }

    private static func cases(_ scalar: Unicode.Scalar) -> [Unicode.Scalar] {
        if scalar.isASCII {
            guard ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar) else { return [] }
            return [scalar.value | 0x20, scalar.value & ~0x20].compactMap { Unicode.Scalar($0) }
        }
        let lower = single(scalar.properties.lowercaseMapping)
        let upper = single((lower ?? scalar).properties.uppercaseMapping)
        return [lower, upper, single(scalar.properties.uppercaseMapping)].compactMap(\.self)
    }

    private static func single(_ text: String) -> Unicode.Scalar? {
        text.unicodeScalars.count == 1 ? text.unicodeScalars.first : nil
    }
}
