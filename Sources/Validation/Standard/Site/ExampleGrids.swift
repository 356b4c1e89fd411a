import Returns

/// The examples of a rule as small tables: a row for each cell, a part for each record that hangs from the first.
struct ExampleGrids {
    /// A record of an example.
    private struct Place {
        var label: String
        /// The record's table; nil for one that is no part of the return, such as an entry of the register.
        var table: String?
        var isLastYear = false
    }

    private let grids: SiteGrids
    private let schema: ResolvedSchema
    private let constants: ExampleConstants
    private let lastConstants: ExampleConstants

    /// - Parameters:
    ///   - grids: What links to the pages of fields.
    ///   - version: The version whose dates stand for what examples write in braces.
    init(_ grids: SiteGrids, _ version: ReturnFamily.Version) {
        self.grids = grids
        schema = version.schema
        constants = ExampleConstants(version.book.vocabulary.language)
        lastConstants = ExampleConstants(version.book.vocabulary.languageOfLastYear)
    }

    /// One example.
    func table(_ example: Rule.Example, caption: String) -> String {
        if let message = example.graph.message {
            return "<p class=\"caption\">\(SiteText.escaped(caption))</p>" + SiteText.block(message)
        }
        let place = Place(label: TableWords.singular(example.table), table: example.table)
        let rows = rows(example.graph, place)
        let all = rows.isEmpty ? [[SiteText.escaped(place.label), "", "a record without items"]] : rows
        return grids.templates.grid(caption, isShown: true, heads: ["Record", "Item", "Value"], rows: all)
    }

    private func rows(_ graph: ExampleGraph, _ place: Place) -> [[String]] {
        graph.entries.flatMap { key, inner -> [[String]] in
            switch inner {
            case .value(let value, _, _):
                return [[SiteText.escaped(place.label), item(key, place), self.value(value, key, place)]]
            case .record: return below(inner, self.place(key, below: place))
            case .list(let list): return records(list, key, place)
            }
        }
    }

    /// Records of a list; those that are alike and follow each other are shown once.
    private func records(_ list: [ExampleGraph], _ key: String, _ place: Place) -> [[String]] {
        let base = self.place(key, below: place)
        if list.isEmpty { return [[SiteText.escaped(base.label), "", "none"]] }
        var rows: [[String]] = []
        var start = 0
        while start < list.count {
            let text = list[start].text
            let end = list[start...].firstIndex { $0.text != text } ?? list.count
            var each = base
            if list.count > 1 { each.label += " \(start + 1)" }
            if end - start > 1 { each.label += " to \(end), all alike" }
            rows += below(list[start], each)
            start = end
        }
        return rows
    }

    private func below(_ graph: ExampleGraph, _ place: Place) -> [[String]] {
        if case .value(let value, _, _) = graph {
            return [[SiteText.escaped(place.label), "", self.value(value, "", place)]]
        }
        let inner = rows(graph, place)
        return inner.isEmpty ? [[SiteText.escaped(place.label), "", "a record"]] : inner
    }

    private func place(_ key: String, below place: Place) -> Place {
        guard key != "previous" else {
            return Place(label: "\(place.label) › last year", table: place.table, isLastYear: true)
        }
        let names = [key, key.hasSuffix("s") ? String(key.dropLast()) : key]
        let table = names.first { name in schema.tables.contains { $0.name == name } }
        let words = TableWords.singular(key)
        return Place(label: "\(place.label) › \(words)", table: table, isLastYear: place.isLastYear)
    }

    private func item(_ key: String, _ place: Place) -> String {
        let field = place.table.map { FieldName(table: $0, field: key) }
        guard let field, grids.family.field(field) != nil else { return SiteText.code(key) }
        let path = grids.root + SiteLinks.field(grids.family.name, field)
        return "<a href=\"\(SiteText.escaped(path))\">\(SiteText.code(key))</a>"
    }

    private func value(_ text: String?, _ key: String, _ place: Place) -> String {
        guard let text else { return "blank" }
        let filled = (place.isLastYear ? lastConstants : constants).filled(text)
        let meaning = meaning(of: filled, key, place)
        let written = text.filter { !"{}".contains($0) }
        let note = !meaning.isEmpty ? meaning : filled == text ? "" : written
        return SiteText.code(filled) + (note.isEmpty ? "" : " <span class=\"quiet\">\(SiteText.escaped(note))</span>")
    }

    /// What a code stands for; empty for what is no code.
    private func meaning(of value: String, _ key: String, _ place: Place) -> String {
        guard let table = place.table, case .code(let list) = grids.family.field(.init(table: table, field: key))?.type,
            let codes = schema.codeLists[list]
        else { return "" }
        return (codes.codes + codes.otherCodes).first { $0.code == value }?.label ?? ""
    }
}
