import Synchronization

/// How many requests each token sent in the minute under way, counted in this process.
final class RateLimits: Sendable {
    private let limit: Int
    private let counts = Mutex<[Int: Count]>([:])

    private struct Count {
        var minute: Int
        var requests: Int
    }

    init(requestsPerMinute limit: Int) {
        self.limit = limit
    }

    /// Counts a request.
    ///
    /// - Parameters:
    ///   - token: Number of the token that sent it.
    ///   - seconds: The time, in seconds since the beginning of 1970.
    /// - Throws: `PortalError.tooManyRequests`, with the seconds until the next minute, when there were enough.
    func count(_ token: Int, at seconds: Int) throws(PortalError) {
        let minute = seconds / 60
        let requests = counts.withLock { counts in
            let before = counts[token].flatMap { $0.minute == minute ? $0.requests : nil } ?? 0
            if before == 0 { counts = counts.filter { $0.value.minute == minute } }
            counts[token] = Count(minute: minute, requests: before + 1)
            return before + 1
        }
        guard requests <= limit else { throw .tooManyRequests(retryAfter: 60 - seconds % 60) }
    }
}
