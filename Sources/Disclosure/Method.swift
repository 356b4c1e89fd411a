/// A method of disclosure control; a release uses one and names it.
public enum Method: String, Sendable, Hashable, CaseIterable {
    /// Each count on its own is rounded to the nearest 5; 1 and 2 become `low`; 0 stays 0.
    case roundToFive = "round_to_5"
    /// Counts go out as they are; for calibration against published totals, not for a release.
    case none

    /// What a reader of the release is told about the method.
    public var explanation: String {
        switch self {
        case .roundToFive:
            "Each count is rounded on its own to the nearest 5. A count of 1 or 2 is shown as “low”; 0 is a true zero."
        case .none:
            "No disclosure control has been applied: counts are shown as they were returned."
        }
    }

    func apply(_ count: Int) -> ProtectedFigure {
        switch self {
        case .none: ProtectedFigure(.count(count))
        case .roundToFive where count == 1 || count == 2: .low
        case .roundToFive: ProtectedFigure(.count((count + 2) / 5 * 5))
        }
    }
}
