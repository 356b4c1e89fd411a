/// The branches of the placement tree, in reading order.
public enum PlacementBranch: String, Sendable, Hashable, CaseIterable {
    case mainstream
    case special
    case alternativeProvision = "alternative_provision"
    case furtherEducation = "further_education"
    case earlyYears = "early_years"
    case elsewhere
    case notRecorded = "not_recorded"

    /// The branch's heading in tables and files.
    public var label: String {
        switch self {
        case .mainstream: "Mainstream schools"
        case .special: "Special schools"
        case .alternativeProvision: "Alternative provision"
        case .furtherEducation: "Further education"
        case .earlyYears: "Early years, not maintained"
        case .elsewhere: "Educated elsewhere or not in education"
        case .notRecorded: "Not recorded"
        }
    }

    var totalCode: String { "all_\(rawValue)" }
    var totalLabel: String { "All \(label.prefix(1).lowercased())\(label.dropFirst())" }
}
