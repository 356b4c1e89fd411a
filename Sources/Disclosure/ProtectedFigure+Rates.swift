/// Rates and changes, worked out from protected figures alone: one decimal beside a hidden count would give it back.
extension ProtectedFigure {
    /// This count as a percentage of another, to one decimal, halves up.
    ///
    /// - Parameter whole: The protected count it is a part of.
    /// - Returns: Tenths of a percent; `low` when this count is low, `z` of a whole of 0, `c` of a whole that is low.
    public func share(of whole: ProtectedFigure) -> ProtectedFigure {
        if symbol == .notAvailable || whole.symbol == .notAvailable { return .notAvailable }
        if symbol == .notApplicable || whole.symbol == .notApplicable { return .notApplicable }
        guard let wholeCount = whole.count else { return .confidential }
        guard let part = count else { return self }
        guard wholeCount > 0 else { return .notApplicable }
        return ProtectedFigure(.tenths((part * 2_000 + wholeCount) / (2 * wholeCount)))
    }

    /// The difference from an earlier figure of the same kind.
    ///
    /// - Parameter earlier: The earlier count or share.
    /// - Returns: A count, or tenths of a percentage point; `c` when either is low.
    public func change(since earlier: ProtectedFigure) -> ProtectedFigure {
        switch (content, earlier.content) {
        case (.count(let now), .count(let before)): ProtectedFigure(.count(now - before))
        case (.tenths(let now), .tenths(let before)): ProtectedFigure(.tenths(now - before))
        default: Self.reason(self, earlier)
        }
    }

    /// The difference from an earlier count as a percentage of it, to one decimal, halves away from zero.
    ///
    /// - Parameter earlier: The earlier protected count.
    /// - Returns: Tenths of a percent; `z` when the earlier count is 0, `c` when either is low.
    public func percentageChange(since earlier: ProtectedFigure) -> ProtectedFigure {
        guard let now = count, let before = earlier.count else { return Self.reason(self, earlier) }
        guard before > 0 else { return .notApplicable }
        let difference = now - before
        let magnitude = (Int(difference.magnitude) * 2_000 + before) / (2 * before)
        return ProtectedFigure(.tenths(difference < 0 ? -magnitude : magnitude))
    }

    private static func reason(_ now: ProtectedFigure, _ before: ProtectedFigure) -> ProtectedFigure {
        for symbol in [Symbol.notAvailable, .notApplicable] where now.symbol == symbol || before.symbol == symbol {
            return ProtectedFigure(.symbol(symbol))
        }
        return .confidential
    }
}
