import Returns
import RuleLanguage

/// Makes a column from texts as an example writes them.
struct TextColumn {
    let type: ColumnType

    init(_ type: ColumnType) {
        self.type = type
    }

    func column(_ texts: [String?]) -> FieldColumn {
        guard type != .text else { return text(texts) }
        var states: [UInt8] = []
        var values: [Int32] = []
        for text in texts {
            let value = text.flatMap(value)
            states.append(text == nil ? CellState.blank : value == nil ? CellState.notOfType : CellState.value)
            values.append(value ?? 0)
        }
        return FieldColumn(states: states, values: values)
    }

    private func value(_ text: String) -> Int32? {
        switch type {
        case .bool: text == "true" || text == "1" ? 1 : text == "false" || text == "0" ? 0 : nil
        case .date: CalendarDate(text)?.daysSince1970
        default: Int32(text)
        }
    }

    private func text(_ texts: [String?]) -> FieldColumn {
        var bytes: [UInt8] = []
        var spans: [UInt32] = []
        for text in texts {
            spans.append(UInt32(truncatingIfNeeded: bytes.count))
            bytes.append(contentsOf: (text ?? "").utf8)
            spans.append(UInt32(truncatingIfNeeded: bytes.count))
        }
        let states = texts.map { $0?.isEmpty == false ? CellState.value : CellState.blank }
        return FieldColumn(states: states, values: [], bytes: bytes, spans: spans)
    }
}
