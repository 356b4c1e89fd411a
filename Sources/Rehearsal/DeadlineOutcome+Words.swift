extension DeadlineOutcome {
    /// The outcome for people: marks, times, how many waited, and the verdict as the last line.
    public var words: String {
        ([heading, ""] + table + ["", "How long it took, in seconds"] + timeTable + ["", waiting] + further + [verdict])
            .joined(separator: "\n")
    }

    private var heading: String {
        let who = "\(authorities) authorities (\(peak) at once) and \(schools) schools"
        return "\(who) came within \(Self.text(seconds)) s; after \(Self.text(allSeconds)) s all was done."
    }

    private var table: [String] {
        let rows = marks.map { mark in
            let unit = mark.unit.isEmpty ? "" : " \(mark.unit)"
            let measured = (mark.unit.isEmpty ? "\(Int(mark.measured))" : Self.text(mark.measured)) + unit
            let limit = (mark.unit.isEmpty ? "\(Int(mark.mark))" : Self.text(mark.mark)) + unit
            let state = mark.isHeld ? "held" : mark.isRequired ? "MISSED" : "aim missed"
            return [mark.name, measured, limit, state]
        }
        return Self.aligned([["", "measured", "mark", ""]] + rows)
    }

    private var timeTable: [String] {
        let rows = times.map { one in
            [one.name, "\(one.count)", Self.text(one.half), Self.text(one.ninetyFive), Self.text(one.longest)]
        }
        return Self.aligned([["", "times", "half within", "95 % within", "longest"]] + rows)
    }

    /// How many waited over the time, as a row of bars.
    private var waiting: String {
        let most = backlog.map(\.returns).max() ?? 0
        let width = min(60, max(1, backlog.count))
        let end = max(1, (backlog.last?.second ?? 0) + 1)
        let bars = (0..<width).map { column in
            let span = (column * end / width)...max(column * end / width, (column + 1) * end / width - 1)
            let here = backlog.filter { span.contains($0.second) }.map(\.returns).max() ?? 0
            return Self.bars[most == 0 ? 0 : (here * (Self.bars.count - 1) + most - 1) / most]
        }
        return "Waiting to be checked, from the start to the end, at most \(most):\n\(String(bars))"
    }

    private var further: [String] {
        var lines = [""]
        if turnedAway > 0 { lines.append("Asked to come again with Retry-After, and came: \(turnedAway) times.") }
        for (what, count) in odd.sorted(by: { $0.key < $1.key }) {
            lines.append("Unexpected: \(what), \(count) times.")
        }
        return lines
    }

    private var verdict: String {
        let missed = marks.filter { !$0.isHeld && $0.isRequired }.map(\.name)
        guard !isHeld else { return "Held: nothing was lost, and nobody waited longer than the marks allow." }
        return "Not held: \((missed + (odd.isEmpty ? [] : ["unexpected answers"])).joined(separator: "; "))."
    }

    private static let bars: [Character] = [" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]

    /// Three figures that matter.
    private static func text(_ seconds: Double) -> String {
        let decimals = seconds < 10 ? 1_000.0 : seconds < 100 ? 10 : 1
        let rounded = (seconds * decimals).rounded() / decimals
        return rounded == rounded.rounded() ? "\(Int(rounded))" : "\(rounded)"
    }

    private static func aligned(_ rows: [[String]]) -> [String] {
        let widths = (0..<(rows.first?.count ?? 0)).map { column in rows.map { $0[column].count }.max() ?? 0 }
        return rows.map { row in
            let cells = row.indices.map { column in
                let space = String(repeating: " ", count: widths[column] - row[column].count)
                return column == 0 ? row[column] + space : space + row[column]
            }
            let line = "  " + cells.joined(separator: "  ")
            return String(line.reversed().drop { $0 == " " }.reversed())
        }
    }
}
