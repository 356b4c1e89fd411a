/// A figure that may be shown: a count, a number in tenths or a symbol; only this room can make one with a number in it.
public struct ProtectedFigure: Sendable, Hashable {
    public let content: Content

    init(_ content: Content) { self.content = content }

    public enum Content: Sendable, Hashable {
        case count(Int)
        /// A percentage or a number of percentage points, times ten: 436 is 43.6.
        case tenths(Int)
        case symbol(Symbol)
    }

    /// Why there is no number; the raw value is what stands in the files.
    public enum Symbol: String, Sendable, Hashable, CaseIterable {
        case low
        case notAvailable = "x"
        case notApplicable = "z"
        case confidential = "c"

        /// What the symbol means, for the note under a table.
        public var explanation: String {
            switch self {
            case .low: "more than zero, but too small to show: 1 or 2"
            case .notAvailable: "not available: not collected then, or there is no return to count from"
            case .notApplicable: "not applicable: there is nothing to take a share of"
            case .confidential: "not shown, because it is worked out from a count shown as low"
            }
        }
    }

    public static let low = ProtectedFigure(.symbol(.low))
    public static let notAvailable = ProtectedFigure(.symbol(.notAvailable))
    public static let notApplicable = ProtectedFigure(.symbol(.notApplicable))
    public static let confidential = ProtectedFigure(.symbol(.confidential))

    public var count: Int? {
        guard case .count(let count) = content else { return nil }
        return count
    }

    public var tenths: Int? {
        guard case .tenths(let tenths) = content else { return nil }
        return tenths
    }

    public var symbol: Symbol? {
        guard case .symbol(let symbol) = content else { return nil }
        return symbol
    }

    /// The figure as it stands in a data file: `638745`, `43.6`, `-0.4` or `low`.
    public var fileText: String {
        switch content {
        case .count(let count): String(count)
        case .tenths(let tenths): "\(tenths < 0 ? "-" : "")\(tenths.magnitude / 10).\(tenths.magnitude % 10)"
        case .symbol(let symbol): symbol.rawValue
        }
    }
}
