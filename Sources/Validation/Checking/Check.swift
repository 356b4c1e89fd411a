/// A family of rules that is run over the whole return in one go.
struct Check: Sendable {
    let rules: [CheckRule]
    let run: @Sendable (CheckSubject, inout FindingCollector) -> Void

    static let all: [Check] = [.shape, .header, .cells, .uniqueKeys, .multiplicities, .establishmentRegister, .rules]
}
