import RuleLanguage

/// The register as rules look at it: found by URN, read column by column.
struct RegisterView: Sendable {
    /// Unique reference numbers, rising.
    let urns: [Int32]
    /// UK provider reference numbers; 0 where there is none.
    let ukprns: [Int32]
    /// Whether each has closed, or will on a day that is known.
    let isClosing: [Bool]
    let column: @Sendable (String) -> FieldColumn

    var count: Int { urns.count }

    init(_ register: EstablishmentRegister) {
        urns = register.urns
        ukprns = register.ukprns
        isClosing = register.closeDays.map { $0 != .max }
        column = { register.column(named: $0) }
    }

    /// A register of examples.
    ///
    /// - Parameter rows: The establishments, each as texts by field; a URN is among them.
    init(rows: [[String: String]]) {
        let rows = rows.sorted { Self.number($0["urn"]) < Self.number($1["urn"]) }
        urns = rows.map { Self.number($0["urn"]) }
        ukprns = rows.map { Self.number($0["ukprn"]) }
        isClosing = rows.map { $0["close_date"] != nil }
        column = { name in
            let type = RegisterFields.fields.first { $0.name == name }?.type ?? .text
            return TextColumn(type).column(rows.map { $0[name] })
        }
    }

    private static func number(_ text: String?) -> Int32 { text.flatMap { Int32($0) } ?? 0 }

    /// The row of an establishment.
    func index(ofURN urn: Int32) -> Int? {
        var low = 0
        var high = urns.count
        while low < high {
            let middle = (low + high) / 2
            if urns[middle] < urn { low = middle + 1 } else { high = middle }
        }
        return low < urns.count && urns[low] == urn ? low : nil
    }
}
