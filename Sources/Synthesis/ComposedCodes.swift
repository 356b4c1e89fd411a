import Returns

/// Codes that a composer takes from the version's own lists, because no source states them.
struct ComposedCodes {
    private var firsts: [ReturnItem: Cell] = [:]
    private let payments: [Cell]
    private let knowsDownSyndrome: Bool
    /// Whether the version says how work-based learning is coded.
    let hasWorkBasedCodes: Bool

    init(_ layout: ReturnLayout) {
        for item in [ReturnItem.dmo, .dco, .dsco, .planWBP, .wbp] {
            guard let code = layout.codeList(item)?.codes.first else { continue }
            firsts[item] = .code(code.code)
        }
        hasWorkBasedCodes = firsts[.wbp] != nil && firsts[.planWBP] != nil
        payments = layout.codeList(.dp)?.codes.map { .code($0.code) } ?? [.code("Y")]
        knowsDownSyndrome = layout.codeList(.senType)?.codes.contains { $0.code == "DS" } ?? false
    }

    func first(of item: ReturnItem) -> Cell { firsts[item] ?? .blank }

    func payment(_ number: UInt64) -> Cell {
        payments.isEmpty ? .blank : payments[Int(number % UInt64(payments.count))]
    }

    /// A fifth of those published as other: Down syndrome has its own code from 2025, and is published within them.
    func isDownSyndrome(_ child: Child) -> Bool {
        knowsDownSyndrome && child.need == .oth && scramble(child.seed ^ 0xD5) % 5 == 0
    }
}
