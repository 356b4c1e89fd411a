/// What a step gives for each row of a frame, as loops read it.
enum Values {
    /// The same for every row.
    case constant(ConstantValue)
    /// `Verdict` for each row.
    case truths([UInt8])
    /// A stretch of a column, as the source holds it.
    case words(Words)
    case integers(Numbers<Int64>)
    case doubles(Numbers<Double>)
    case texts(Texts)
    indirect case lists(Lists)
    case records(Rows)
}

/// A stretch of a column of small numbers: integers, days, seconds or places in a code list.
struct Words {
    let values: [Int32]
    /// For each row 1 where there is a value.
    let states: [UInt8]
    let start: Int
    let count: Int
    /// The codes, where the numbers are places among them.
    let codes: Texts?
}

/// Numbers of one type, and for each 1 where there is one.
struct Numbers<Value: BitwiseCopyable & Sendable> {
    var values: [Value]
    var states: [UInt8]

    init(values: [Value], states: [UInt8]) {
        self.values = values
        self.states = states
    }

    init(_ value: Value, count: Int) {
        values = [Value](repeating: value, count: count)
        states = [UInt8](repeating: 1, count: count)
    }
}

/// A list for each row: row r's elements are `starts[r] ..< starts[r + 1]` of all elements.
struct Lists {
    let starts: [Int32]
    /// For each row 1 where there is a list.
    let states: [UInt8]
    let elements: Values
    let elementCount: Int

    var count: Int { states.count }

    func range(_ row: Int) -> Range<Int> { Int(starts[row])..<Int(starts[row + 1]) }
}

/// Rows of a record kind: a run, or one by one; in the latter -1 says there is none, -2 that it has no result.
enum Rows {
    case run(start: Int, count: Int)
    case listed([Int32])

    static let none: Int32 = -1
    static let error: Int32 = -2
}
