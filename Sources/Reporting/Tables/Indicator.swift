internal import Disclosure

/// A column of figures.
enum Indicator: String, CaseIterable {
    case count = "plan_count"
    case share = "plan_percent"
    case countChange = "plan_count_change"
    case countChangePercent = "plan_count_change_percent"
    case shareChange = "plan_percent_point_change"

    var label: String {
        switch self {
        case .count: "Number of plans"
        case .share: "Share of plans"
        case .countChange: "Change in number of plans on a year before"
        case .countChangePercent: "Change in number of plans on a year before, per cent"
        case .shareChange: "Change in share of plans on a year before"
        }
    }

    var unit: String {
        switch self {
        case .count, .countChange: ""
        case .share, .countChangePercent: "%"
        case .shareChange: "pp"
        }
    }

    var decimalPlaces: Int {
        switch self {
        case .count, .countChange: 0
        case .share, .countChangePercent, .shareChange: 1
        }
    }
}

/// A protected count and the whole it is a part of, which give every indicator.
struct Measured {
    let count: ProtectedFigure
    let whole: ProtectedFigure

    static let notAvailable = Measured(count: .notAvailable, whole: .notAvailable)

    func values(since earlier: Measured) -> [ProtectedFigure] {
        let share = count.share(of: whole)
        return [
            count, share, count.change(since: earlier.count), count.percentageChange(since: earlier.count),
            share.change(since: earlier.count.share(of: earlier.whole)),
        ]
    }
}
