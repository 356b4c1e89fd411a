import Synchronization

/// What this process has answered since it started, by status and by how long it took.
final class RequestCounts: Sendable {
    struct Counted {
        var byStatus: [Int: Int] = [:]
        /// Answers within each of `bounds`.
        var within = [Int](repeating: 0, count: RequestCounts.bounds.count)
        var seconds = 0.0

        var all: Int { byStatus.values.reduce(0, +) }
    }

    /// Upper bounds of the buckets, in milliseconds.
    static let bounds = [5, 10, 25, 50, 100, 250, 500, 1000, 2500, 10_000]

    private let counts = Mutex(Counted())

    func count(status: Int, milliseconds: Int) {
        counts.withLock { counts in
            counts.byStatus[status, default: 0] += 1
            counts.seconds += Double(milliseconds) / 1000
            for (place, bound) in Self.bounds.enumerated() where milliseconds <= bound { counts.within[place] += 1 }
        }
    }

    var counted: Counted { counts.withLock { $0 } }
}
