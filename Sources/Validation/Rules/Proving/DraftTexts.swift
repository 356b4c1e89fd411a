import RuleLanguage

extension RuleDraft {
    /// The rule with each of its expressions put through a function, which is told where the expression stands.
    func mapping(_ change: (String, SourcedText) -> SourcedText) -> RuleDraft {
        var draft = self
        draft.when = when.map { change("when", $0) }
        draft.shape = shape.mapping(change)
        return draft
    }

    /// Its expressions with where they stand.
    var texts: [(part: String, text: SourcedText)] {
        var texts: [(part: String, text: SourcedText)] = []
        _ = mapping { part, text in
            texts.append((part, text))
            return text
        }
        return texts
    }
}

extension ShapeDraft {
    fileprivate func mapping(_ change: (String, SourcedText) -> SourcedText) -> ShapeDraft {
        switch self {
        case .assert(let text): .assert(change("assert", text))
        case .unique(let fields, let within, let condition):
            .unique(fields: fields, within: within, condition: condition.map { change("where", $0) })
        case .join(let join): .join(join.mapping(change))
        case .aggregate(let measure, let atMost, let atLeast, let base):
            .aggregate(measure.mapping("measure", change), atMost: atMost, atLeast: atLeast, base: base)
        case .reconcile(let left, let right, let tolerance):
            .reconcile(
                left: left.mapping("left", change),
                right: right.mapping("right", change),
                tolerance: tolerance
            )
        case .compare(let measure, let limit, let base):
            .compare(measure.mapping("measure", change), changeAbove: limit, base: base)
        case .plausible(let measure, let file): .plausible(measure.mapping("measure", change), file: file)
        case .cell, .children, .reading, .readAs, .reference: self
        }
    }

    /// The shape with each of its numbers and conditions changed in turn, and what was changed.
    var changed: [(part: String, shape: ShapeDraft)] {
        switch self {
        case .unique(let fields, let within, let condition?):
            return [("where left out of \(condition.text)", .unique(fields: fields, within: within, condition: nil))]
        case .join(let join): return join.changed.map { ($0.part, .join($0.join)) }
        case .aggregate(let measure, let atMost, let atLeast, let base):
            func with(_ part: String, _ high: Double?, _ low: Double?, _ base: Int) -> (String, ShapeDraft) {
                (part, .aggregate(measure, atMost: high, atLeast: low, base: base))
            }
            return Self.around(atMost).map { with("atMost \($0)", $0, atLeast, base) }
                + Self.around(atLeast).map { with("atLeast \($0)", atMost, $0, base) }
                + Self.around(base).map { with("base \($0)", atMost, atLeast, $0) }
        case .reconcile(let left, let right, let tolerance):
            return [("tolerance \(tolerance + 1)", .reconcile(left: left, right: right, tolerance: tolerance + 1))]
        case .compare(let measure, let limit, let base):
            return Self.around(limit).map { ("changeAbove \($0)", .compare(measure, changeAbove: $0, base: base)) }
                + Self.around(base).map { ("base \($0)", .compare(measure, changeAbove: limit, base: $0)) }
        default: return []
        }
    }

    private static func around(_ bound: Double?) -> [Double] { bound.map { [$0 * 0.5, $0 * 1.5] } ?? [] }

    private static func around(_ base: Int) -> [Int] { base > 0 ? [base - 1, base + 1] : [] }
}

extension JoinDraft {
    fileprivate func mapping(_ change: (String, SourcedText) -> SourcedText) -> JoinDraft {
        var join = self
        join.condition = condition.map { change("where", $0) }
        return join
    }

    fileprivate var changed: [(part: String, join: JoinDraft)] {
        guard let condition else { return [] }
        var join = self
        join.condition = nil
        return [("where left out of \(condition.text)", join)]
    }
}

extension MeasureDraft {
    fileprivate func mapping(_ part: String, _ change: (String, SourcedText) -> SourcedText) -> MeasureDraft {
        var measure = self
        measure.term = term.map { change("\(part).\(kind.rawValue)", $0) }
        measure.condition = condition.map { change("\(part).where", $0) }
        return measure
    }
}
