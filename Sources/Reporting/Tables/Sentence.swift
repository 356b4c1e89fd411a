internal import Disclosure

/// A sentence and the cells its numbers come from.
struct Sentence {
    let id: String
    let text: String
    let numbers: [BoundNumber]
}

/// A number or a word of a sentence, with the cell and the rule that give it.
public struct BoundNumber: Sendable, Hashable, Codable {
    public let sentence: String
    /// As it stands in the sentence: `638,700`, `11%`, `up`.
    public let text: String
    public let rule: Rule
    public let file: String
    /// The row of the file: column names with their values.
    public let row: [String: String]
    public let column: String

    /// How a cell becomes the text of a sentence.
    public enum Rule: String, Sendable, Hashable, Codable {
        case count
        case percent
        case points
        /// The sign of the cell: `rising`, `falling` or `unclear`.
        case direction
    }
}

struct CellReference {
    let data: DataSet
    let year: Int
    let place: Place
    let filters: [String]
    let indicator: Indicator

    var figure: ProtectedFigure { data.figure(year, place, filters, indicator) }

    var row: [String: String] {
        var row = ["time_period": TimePeriod.code(ofJanuary: year), "geographic_level": place.level]
        switch place {
        case .national: break
        case .regional(let region): row["region_code"] = region.code
        case .authority(let authority, _): row["old_la_code"] = authority.code
        }
        for (filter, value) in zip(data.filters, filters) { row[filter.name] = value }
        return row
    }
}

/// Writes a sentence piece by piece; without all its numbers there is no sentence.
struct SentenceBuilder {
    private let id: String
    private var text = ""
    private var numbers: [BoundNumber] = []
    private var isComplete = true

    init(id: String) { self.id = id }

    mutating func say(_ words: String) { text += words }

    mutating func number(_ rule: BoundNumber.Rule, _ cell: CellReference) {
        guard let number = rule.text(of: cell.figure.fileText) else { return isComplete = false }
        text += number
        bind(number, rule, cell)
    }

    /// Says where a figure went; when the change rounds to nothing, says that and no number.
    mutating func direction(
        _ cell: CellReference,
        rising: String,
        falling: String,
        unclear: String,
        then number: (inout SentenceBuilder, CellReference) -> Void
    ) {
        guard let sign = BoundNumber.Rule.direction.text(of: cell.figure.fileText) else { return }
        let words = [Direction.rising: rising, Direction.falling: falling][sign] ?? unclear
        text += words
        bind(sign, .direction, cell)
        if sign != Direction.unclear { number(&self, cell) }
    }

    func finished() -> Sentence? {
        isComplete ? Sentence(id: id, text: text + ".", numbers: numbers) : nil
    }

    private mutating func bind(_ text: String, _ rule: BoundNumber.Rule, _ cell: CellReference) {
        numbers.append(
            BoundNumber(
                sentence: id,
                text: text,
                rule: rule,
                file: "\(cell.data.name).csv",
                row: cell.row,
                column: cell.indicator.rawValue
            )
        )
    }
}

enum Direction {
    static let rising = "rising"
    static let falling = "falling"
    static let unclear = "unclear"
}

extension BoundNumber.Rule {
    /// The text that a cell of a file gives; nil when the cell holds a symbol.
    func text(of cell: String) -> String? {
        switch self {
        case .count: Int(cell).map(ProseNumber.count)
        case .percent: Self.tenths(cell).map(ProseNumber.percent)
        case .points: Self.tenths(cell).map(ProseNumber.points)
        case .direction:
            Self.tenths(cell).map { $0 > 0 ? Direction.rising : $0 < 0 ? Direction.falling : Direction.unclear }
        }
    }

    private static func tenths(_ cell: String) -> Int? {
        let parts = cell.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 2, parts[1].utf8.count == 1 else { return nil }
        return Int(parts[0] + parts[1])
    }
}
