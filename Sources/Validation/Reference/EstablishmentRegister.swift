import Returns
public import RuleLanguage

/// The register of establishments, as columns in the order of their URNs.
public struct EstablishmentRegister: Sendable {
    /// Unique reference numbers, rising, none twice.
    public let urns: [Int32]
    /// Days since 1 January 1970; `Int32.max` where there is none, which is after every day.
    public let closeDays: [Int32]
    private let columns: [FieldColumn]
    private let entriesByURN: NumberIndex
    private let entriesByUKPRN: NumberIndex

    public var count: Int { urns.count }

    /// Takes the columns of `Field.allCases`, whose rows stand in the order of their URNs.
    init(columns: [FieldColumn]) {
        self.columns = columns
        urns = columns[Field.urn.index].values
        let closing = columns[Field.closeDate.index]
        closeDays = zip(closing.states, closing.values).map { $0 == CellState.value ? $1 : .max }
        entriesByURN = NumberIndex(zip(urns, urns.indices).map { ($0, $1) })
        entriesByUKPRN = NumberIndex(Self.providers(columns, closeDays))
    }

    /// A whole column, as rules read it.
    ///
    /// - Parameter field: The column wanted.
    /// - Returns: States, and values or text, for each entry in the order of the URNs.
    public func column(_ field: Field) -> FieldColumn { columns[field.index] }

    /// Finds an establishment.
    ///
    /// - Parameter urn: The unique reference number.
    /// - Returns: The index into the columns, or nil when the register has none of that number.
    public func index(ofURN urn: Int32) -> Int? { entriesByURN.place(of: urn) }

    /// Finds the establishment of a provider.
    ///
    /// Several may have one number, as before and after a change of type: the one that is open counts, or the one that
    /// closed last.
    ///
    /// - Parameter ukprn: The UK provider reference number.
    /// - Returns: The index into the columns, or nil when the register has none of that number.
    public func index(ofUKPRN ukprn: Int32) -> Int? { entriesByUKPRN.place(of: ukprn) }

    /// The entry that each row of a column of numbers leads to.
    ///
    /// - Parameters:
    ///   - column: A column of URNs or UKPRNs.
    ///   - field: Which of the two.
    /// - Returns: For each row the index into the register's columns; -1 where there is none.
    public func entries(of column: FieldColumn, matching field: Field) -> [Int32] {
        let entries = field == .ukprn ? entriesByUKPRN : entriesByURN
        return column.states.indices.map { row in
            guard column.states[row] == CellState.value else { return -1 }
            return entries.place(of: column.values[row]).map { Int32($0) } ?? -1
        }
    }

    /// The name of an entry; empty when the register gives none.
    public func name(at entry: Int) -> String { text(.name, at: entry) }

    func text(_ field: Field, at entry: Int) -> String {
        let column = columns[field.index]
        let bytes = column.bytes[Int(column.spans[entry * 2])..<Int(column.spans[entry * 2 + 1])]
        return String(decoding: bytes, as: UTF8.self)
    }

    /// A number, a day or a flag of an entry; nil where there is none.
    func value(_ field: Field, at entry: Int) -> Int32? {
        let column = columns[field.index]
        return column.states[entry] == CellState.value ? column.values[entry] : nil
    }

    /// Entries with a provider number; of several with the same one, that which closed last or is open comes last.
    private static func providers(_ columns: [FieldColumn], _ closeDays: [Int32]) -> [(Int32, Int)] {
        let numbers = columns[Field.ukprn.index]
        return numbers.states.indices.filter { numbers.states[$0] == CellState.value }
            .sorted { (closeDays[$0], $0) < (closeDays[$1], $1) }
            .map { (numbers.values[$0], $0) }
    }
}
