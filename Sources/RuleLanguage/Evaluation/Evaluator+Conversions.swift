extension Evaluator {
    /// CEL's conversions `int`, `double`, `string` and `bool`.
    func convert(_ values: Values, to function: Function, from type: ValueType) -> Values {
        switch (function, type) {
        case (.int, .integer), (.double, .double), (.string, .string), (.bool, .bool): return values
        case (.int, .double):
            let doubles = values.doubles(count)
            return .integers(doubles.converted(to: Self.integer))
        case (.double, .integer):
            return .doubles(values.integers(count).converted { Double($0) })
        default: break
        }
        if case .words(let words) = values, let codes = words.codes, codes.count <= count {
            return Self.converted(words, codes, to: function).orMissing(like: function, count)
        }
        let cells = (0..<count).map { row in values.cell(row, type).flatMap { Self.converted($0, to: function) } }
        return Values(cells: cells).orMissing(like: function, count)
    }

    /// Codes of a list: each is converted once, and the rows take theirs.
    private static func converted(_ words: Words, _ codes: Texts, to function: Function) -> Values {
        let each = (0..<codes.count).map { converted(.string(codes.text($0)), to: function) }
        return Values(cells: each).gathered(words.places(in: codes))
    }

    /// The whole part; nil where 64 bits do not hold it.
    private static func integer(_ double: Double) -> Int64? {
        guard double.isFinite, double > -9_223_372_036_854_775_808, double < 9_223_372_036_854_775_808 else {
            return nil
        }
        return Int64(double)
    }

    private static func converted(_ value: ConstantValue, to function: Function) -> ConstantValue? {
        switch (function, value) {
        case (.int, .string(let text)): return ConversionTexts.integer(text).map { .integer($0) }
        case (.double, .string(let text)): return ConversionTexts.double(text).map { .double($0) }
        case (.bool, .string(let text)): return ConversionTexts.truth(text).map { .bool($0) }
        case (.string, _): return ConversionTexts.text(value).map { .string($0) }
        default: return nil
        }
    }
}

extension Numbers {
    func converted<Other>(to convert: (Value) -> Other?) -> Numbers<Other> where Other: ExpressibleByIntegerLiteral {
        var result = Numbers<Other>(0, count: values.count)
        for row in values.indices {
            let value = states[row] == 1 ? convert(values[row]) : nil
            result.values[row] = value ?? 0
            result.states[row] = value == nil ? 0 : 1
        }
        return result
    }
}

extension Values {
    /// Columns without any value have no type of their own; this gives them the one that is expected.
    func orMissing(like function: Function, _ count: Int) -> Values {
        guard case .integers(let numbers) = self, !numbers.states.contains(1) else { return self }
        let none = [Int32](repeating: -1, count: count)
        switch function {
        case .double: return .doubles(Numbers(values: [0], states: [0]).gathered(none, missing: 0))
        case .string: return .texts(Texts([]).gathered(none))
        case .bool: return .truths([UInt8](repeating: Verdict.notApplicable, count: count))
        default: return self
        }
    }
}

/// How conversions read and write texts.
enum ConversionTexts {
    static func integer(_ text: String) -> Int64? {
        text.utf8.first == UInt8(ascii: "+") ? nil : Int64(text)
    }

    static func double(_ text: String) -> Double? {
        let named: [String: Double] = [
            "NaN": .nan, "Infinity": .infinity, "+Infinity": .infinity, "-Infinity": -.infinity,
        ]
        if let value = named[text] { return value }
        let isDecimal = text.utf8.allSatisfy { $0.isDigit || [0x2B, 0x2D, 0x2E, 0x45, 0x65].contains($0) }
        return isDecimal ? Double(text) : nil
    }

    static func truth(_ text: String) -> Bool? {
        switch text {
        case "1", "t", "T", "true", "TRUE", "True": true
        case "0", "f", "F", "false", "FALSE", "False": false
        default: nil
        }
    }

    static func text(_ value: ConstantValue) -> String? {
        switch value {
        case .bool(let value): value ? "true" : "false"
        case .integer(let value): String(value)
        case .double(let value): double(value)
        case .string(let text): text
        case .date(let day): CivilDate(Int64(day)).text
        case .dateTime(let second): DateTimes.text(Int64(second))
        case .list: nil
        }
    }

    /// Without a fraction of nothing: 1 and not 1.0.
    private static func double(_ value: Double) -> String {
        if value.isInfinite { return value < 0 ? "-Infinity" : "Infinity" }
        let text = "\(value)"
        return value.isNaN ? "NaN" : text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    }
}
