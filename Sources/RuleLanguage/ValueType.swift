/// The types values have while an expression is evaluated.
public indirect enum ValueType: Sendable, Hashable {
    case bool, integer, double, string, date, dateTime
    case list(ValueType)
    /// A record, by its index in the vocabulary.
    case record(Int)
    /// What the elements of an empty list are: a type without values that goes with every other.
    case nothing
}

/// The way from an expression's record to a field it reads.
public struct FieldPath: Sendable, Hashable {
    public struct Step: Sendable, Hashable {
        /// Index of the record the step starts from.
        public let record: Int
        /// Index of the relation among that record's.
        public let relation: Int

        public init(record: Int, relation: Int) {
            self.record = record
            self.relation = relation
        }
    }

    /// None for a field of the expression's own record.
    public let steps: [Step]
    /// Index of the record that has the field.
    public let record: Int
    public let field: Int

    public init(steps: [Step], record: Int, field: Int) {
        self.steps = steps
        self.record = record
        self.field = field
    }
}
