extension Evaluator {
    mutating func call(_ function: Function, _ arguments: [Node], of type: ValueType) -> Values {
        switch function {
        case .size: .integers(size(evaluate(arguments[0])))
        case .startsWith, .endsWith, .contains: .truths(texts(function, arguments[0], arguments[1]))
        case .lower: .texts(Self.changed(texts(arguments[0])) { $0 >= 0x41 && $0 <= 0x5A ? $0 | 0x20 : $0 })
        case .upper: .texts(Self.changed(texts(arguments[0])) { $0 >= 0x61 && $0 <= 0x7A ? $0 & 0xDF : $0 })
        case .int, .double, .string, .bool: convert(evaluate(arguments[0]), to: function, from: type)
        case .date: .integers(date(evaluate(arguments[0]), isTime: type == .dateTime))
        case .ageOn, .academicAge: .integers(ages(function, arguments[0], arguments[1]))
        case .daysBetween, .addDays, .addMonths:
            .integers(Self.dates(function, integers(arguments[0]), integers(arguments[1])))
        case .yearOf, .monthOf, .dayOf, .academicYear: .integers(Self.dates(function, integers(arguments[0])))
        }
    }

    private mutating func ages(_ function: Function, _ births: Node, _ day: Node) -> Numbers<Int64> {
        if case .constant(.date(let day)) = day.form { return Self.ages(function, integers(births), on: day) }
        return Self.dates(function, integers(births), integers(day))
    }

    /// Code points of texts, elements of lists.
    private func size(_ values: Values) -> Numbers<Int64> {
        if values.isList {
            let lists = values.lists(count)
            return Numbers(values: (0..<count).map { Int64(lists.range($0).count) }, states: lists.states)
        }
        let texts = values.texts(count)
        var sizes = Numbers<Int64>(0, count: count)
        sizes.states = texts.states
        let bytes = texts.bytes.span
        for row in 0..<count where texts.states[row] == 1 {
            let text = bytes.extracting(texts.range(row))
            var size: Int64 = 0
            for place in 0..<text.count { size &+= text[place] & 0xC0 != 0x80 ? 1 : 0 }
            sizes.values[row] = size
        }
        return sizes
    }

    private mutating func texts(_ function: Function, _ text: Node, _ part: Node) -> [UInt8] {
        let texts = texts(text)
        if case .constant(.string(let part)) = part.form { return Self.texts(function, texts, Array(part.utf8)) }
        let parts = self.texts(part)
        var verdicts = [UInt8](repeating: Verdict.notApplicable, count: count)
        for row in verdicts.indices where texts.states[row] == 1 && parts.states[row] == 1 {
            let whole = texts.range(row)
            let part = parts.range(row)
            let places = Self.places(function, whole, part.count)
            let holds = places.contains { Self.stands(parts.bytes, part, in: texts.bytes, at: $0) }
            verdicts[row] = holds ? Verdict.yes : Verdict.no
        }
        return verdicts
    }

    /// The same with one part for all.
    private static func texts(_ function: Function, _ texts: Texts, _ part: [UInt8]) -> [UInt8] {
        var verdicts = [UInt8](repeating: Verdict.notApplicable, count: texts.count)
        let bytes = texts.bytes.span
        for row in verdicts.indices where texts.states[row] == 1 {
            let places = places(function, texts.range(row), part.count)
            var holds = false
            for place in places where !holds { holds = bytes.extracting(place..<place + part.count).equals(part) }
            verdicts[row] = holds ? Verdict.yes : Verdict.no
        }
        return verdicts
    }

    /// Where a part of a text may begin.
    private static func places(_ function: Function, _ whole: Range<Int>, _ length: Int) -> Range<Int> {
        guard length <= whole.count else { return 0..<0 }
        let last = whole.upperBound - length
        switch function {
        case .startsWith: return whole.lowerBound..<whole.lowerBound + 1
        case .endsWith: return last..<last + 1
        default: return whole.lowerBound..<last + 1
        }
    }

    private static func stands(_ part: [UInt8], _ range: Range<Int>, in text: [UInt8], at place: Int) -> Bool {
        for offset in 0..<range.count where text[place + offset] != part[range.lowerBound + offset] { return false }
        return true
    }

    mutating func matches(_ pattern: Pattern, _ text: Node) -> [UInt8] {
        let texts = texts(text)
        var verdicts = [UInt8](repeating: Verdict.notApplicable, count: count)
        for row in verdicts.indices where texts.states[row] == 1 {
            verdicts[row] = pattern.matches(texts.bytes, texts.range(row)) ? Verdict.yes : Verdict.no
        }
        return verdicts
    }

    private static func changed(_ texts: Texts, _ change: (UInt8) -> UInt8) -> Texts {
        var result = Texts(capacity: texts.count)
        for row in 0..<texts.count {
            if texts.states[row] == 1 {
                result.append(texts.bytes[texts.range(row)].lazy.map(change))
            } else {
                result.appendError()
            }
        }
        return result
    }
}

extension Span<UInt8> {
    @inline(__always)
    func equals(_ other: [UInt8]) -> Bool {
        let other = other.span
        guard count == other.count else { return false }
        for place in 0..<count where self[place] != other[place] { return false }
        return true
    }
}
