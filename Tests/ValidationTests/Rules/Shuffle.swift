import Foundation
import Support

/// Puts things into another order, the same for a seed.
struct Shuffle {
    private var random: Seeded

    init(seed: UInt64) {
        random = Seeded(seed)
    }

    /// Files, rows and columns in another order; rows below one record keep theirs, which ranks may lean on.
    mutating func sheets(_ sheets: SheetReturn) -> SheetReturn {
        var other = sheets
        for place in other.sheets.indices {
            let order = other.sheets[place].headings.indices.shuffled(using: &random)
            let rows = other.sheets[place].rows.shuffled(using: &random)
            other.sheets[place].rows = Self.siblingsInOrder(rows, as: sheets.sheets[place])
            other.sheets[place].headings = order.map { other.sheets[place].headings[$0] }
            other.sheets[place].rows = other.sheets[place].rows.map { row in
                SheetReturn.Row(origin: row.origin, cells: order.map { row.cells[$0] })
            }
        }
        other.sheets.shuffle(using: &random)
        return other
    }

    private static func siblingsInOrder(_ rows: [SheetReturn.Row], as first: SheetReturn.Sheet) -> [SheetReturn.Row] {
        guard let link = first.link else { return rows }
        var waiting = Dictionary(grouping: first.rows, by: { $0.cells[link] })
        return rows.map { row in waiting[row.cells[link]]?.removeFirst() ?? row }
    }

    /// Elements of one name that stand beside each other, in another order.
    mutating func elements(named name: String, in text: String) -> String {
        var pieces = text.components(separatedBy: "<\(name)>")
        let head = pieces.removeFirst()
        guard let last = pieces.popLast(), let end = last.range(of: "</\(name)>") else { return text }
        // What follows the last element stays where it is.
        let tail = String(last[end.upperBound...])
        let space = String(head.reversed().prefix { $0.isWhitespace }.reversed())
        var bodies = pieces.map { $0.trimmingCharacters(in: .whitespacesAndNewlines) }
        bodies.append(String(last[..<end.upperBound]))
        bodies.shuffle(using: &random)
        return head + bodies.map { "<\(name)>\($0)" }.joined(separator: space) + tail
    }
}
