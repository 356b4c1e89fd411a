import Returns
import RuleLanguage

/// Collects a column of the register.
struct RegisterColumnBuilder {
    private var states: [UInt8] = []
    private var values: [Int32] = []
    private var bytes: [UInt8] = []
    private var spans: [UInt32] = []
    private let isText: Bool

    init(_ type: ColumnType) {
        isText = type == .text
    }

    mutating func append(_ value: CellReading.Value) {
        switch value {
        case .blank: append(CellState.blank, 0, "")
        case .unreadable: append(CellState.notOfType, 0, "")
        case .number(let number): append(CellState.value, number, "")
        case .text(let text): append(text.isEmpty ? CellState.blank : CellState.value, 0, text)
        }
    }

    private mutating func append(_ state: UInt8, _ value: Int32, _ text: String) {
        states.append(state)
        guard isText else { return values.append(value) }
        spans.append(UInt32(bytes.count))
        bytes.append(contentsOf: text.utf8)
        spans.append(UInt32(bytes.count))
    }

    var column: FieldColumn { FieldColumn(states: states, values: values, bytes: bytes, spans: spans) }
}
