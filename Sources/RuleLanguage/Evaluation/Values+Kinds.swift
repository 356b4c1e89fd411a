extension Values {
    var isDouble: Bool {
        switch self {
        case .doubles, .constant(.double): true
        default: false
        }
    }

    var isTruth: Bool {
        switch self {
        case .truths, .constant(.bool): true
        default: false
        }
    }

    var isText: Bool {
        switch self {
        case .texts, .constant(.string): true
        case .words(let words): words.codes != nil
        default: false
        }
    }

    var isList: Bool {
        switch self {
        case .lists, .constant(.list): true
        default: false
        }
    }

    func truths(_ count: Int) -> [UInt8] {
        switch self {
        case .truths(let truths): truths
        case .constant(.bool(let value)): [UInt8](repeating: value ? Verdict.yes : Verdict.no, count: count)
        default: [UInt8](repeating: Verdict.notApplicable, count: count)
        }
    }
}
