import Synchronization

/// What the visitors of a rehearsal saw, gathered from all of them.
final class Measures: Sendable {
    /// What was waited for.
    enum Kind: String, Sendable, CaseIterable, Codable {
        /// A page for a person.
        case page
        case signIn
        /// From pressing Upload for the first time to the receipt.
        case receipt
        /// An answer for a system.
        case program
        /// The address by which a watcher asks whether all is well.
        case ready
    }

    /// A return that the portal said it holds.
    struct Acknowledged: Sendable, Hashable {
        let submission: Int
        let sender: String
        let sha256: String
    }

    struct State: Sendable {
        var seconds: [Kind: [Double]] = [:]
        var acknowledged: [Acknowledged] = []
        var withoutReceipt: [String] = []
        var unseen = 0
        var grown = 0
        var turnedAway = 0
        /// Answers that nobody expects, such as "page 500".
        var odd: [String: Int] = [:]
        /// How many returns waited, by the second of the rehearsal.
        var backlog: [Backlog] = []
    }

    /// How many returns waited at a moment.
    struct Backlog: Sendable, Hashable, Codable {
        let second: Int
        let waiting: Int
    }

    private let state = Mutex(State())

    var all: State { state.withLock { $0 } }

    func add(_ kind: Kind, _ seconds: Double) {
        state.withLock { $0.seconds[kind, default: []].append(seconds) }
    }

    func acknowledge(_ one: Acknowledged) {
        state.withLock { $0.acknowledged.append(one) }
    }

    /// A sender that went away without a receipt.
    func missReceipt(_ sender: String) {
        state.withLock { $0.withoutReceipt.append(sender) }
    }

    /// A sender that gave up waiting for what was found.
    func missResult() {
        state.withLock { $0.unseen += 1 }
    }

    func turnAway() {
        state.withLock { $0.turnedAway += 1 }
    }

    func add(odd status: Int?, _ kind: Kind) {
        state.withLock { $0.odd["\(kind.rawValue) \(status.map { "\($0)" } ?? "without an answer")", default: 0] += 1 }
    }

    func add(backlog waiting: Int, at second: Int) {
        state.withLock { $0.backlog.append(Backlog(second: second, waiting: waiting)) }
    }

    /// Holds the places that one return was told against each other.
    func add(places: [Int]) {
        let grown = zip(places, places.dropFirst()).count { $0 < $1 }
        if grown > 0 { state.withLock { $0.grown += grown } }
    }
}
