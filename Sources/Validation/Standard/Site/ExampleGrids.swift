/// The examples of a rule as small tables: a row for each cell, a part for each record that hangs from the first.
struct ExampleGrids {
    let templates: SiteTemplates

    /// One example.
    func table(_ example: Rule.Example, caption: String) -> String {
        let rows = Self.rows(example.graph, record: example.table.replacing("_", with: " "))
        let all = rows.isEmpty ? [[SiteText.escaped(example.table.replacing("_", with: " ")), "–", "no items"]] : rows
        return templates.grid(caption, heads: ["Record", "Item", "Value"], rows: all)
    }

    private static func rows(_ graph: ExampleGraph, record: String) -> [[String]] {
        graph.entries.flatMap { key, inner -> [[String]] in
            let name = key.replacing("_", with: " ")
            switch inner {
            case .value(let value, _, _):
                return [[SiteText.escaped(record), SiteText.code(key), value.map(SiteText.code) ?? "blank"]]
            case .record: return below(inner, name: name, in: record)
            case .list(let list):
                if list.isEmpty { return [[SiteText.escaped(record), SiteText.code(key), "none"]] }
                return list.enumerated().flatMap { place, inner in
                    below(inner, name: list.count > 1 ? "\(name), \(place + 1)" : name, in: record)
                }
            }
        }
    }

    private static func below(_ graph: ExampleGraph, name: String, in record: String) -> [[String]] {
        if case .value(let value, _, _) = graph {
            return [[SiteText.escaped(record), SiteText.escaped(name), value.map(SiteText.code) ?? "blank"]]
        }
        let label = "\(record) › \(name)"
        let inner = rows(graph, record: label)
        return inner.isEmpty ? [[SiteText.escaped(label), "–", "one record"]] : inner
    }
}
