/// How a relation of a record is followed in the tables.
enum RecordWay: Sendable, Hashable {
    /// Up to an ancestor's table.
    case ancestor(Int)
    /// Down to the records of a child table.
    case children(Int)
    /// Down to the only record of a child table.
    case onlyChild(Int)
    /// Into the register, by the field that holds a URN or a UKPRN.
    case establishment(field: Int)
    case provider(field: Int)
    /// To the same record in last year's return.
    case previous
    /// To the other record of a pair.
    case other
}

/// Which tables a record of the vocabulary stands for.
enum RecordHome: Sendable, Hashable {
    case table(Int)
    case register
    case previousTable(Int)
    /// Two records at once: the own one, with a way to the other.
    case pair(own: Int, other: Int)
}
