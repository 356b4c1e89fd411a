import CLibPQ
import Glibc

extension Connection {
    /// Waits until something is notified on a channel.
    ///
    /// The connection listens from the first call on; what was notified before is not told, so look for work once
    /// before waiting. The connection does nothing else meanwhile.
    ///
    /// - Parameters:
    ///   - channel: The channel's name, as `NOTIFY` has it (in lower case unless quoted there).
    ///   - timeout: How long to wait.
    /// - Returns: The payload, empty when none was sent; nil when the time is over.
    /// - Throws: `unavailable` when the server went away; `CancellationError` when the task was cancelled.
    public func waitForNotification(channel: String, timeout: Duration) async throws -> String? {
        try await cancellable { link in
            defer { link.cancellation.end() }
            let listen: SQL = "LISTEN {channel}"
            try link.script(listen.naming("{channel}", channel))
            return try link.nextNotification(channel, timeout)
        }
    }
}

extension Link {
    private static let slice = 100

    fileprivate func nextNotification(_ channel: String, _ timeout: Duration) throws -> String? {
        var remaining = Int(timeout / .milliseconds(1))
        while true {
            guard PQconsumeInput(handle) == 1 else { throw lost() }
            while let notification = PQnotifies(handle) {
                defer { PQfreemem(notification) }
                guard String(cString: notification.pointee.relname) == channel else { continue }
                return String(cString: notification.pointee.extra)
            }
            guard remaining > 0 else { return nil }
            // In slices, so that a cancelled task is noticed.
            guard !cancellation.isWanted else { throw CancellationError() }
            let slice = min(remaining, Self.slice)
            var descriptor = pollfd(fd: PQsocket(handle), events: Int16(POLLIN), revents: 0)
            if poll(&descriptor, 1, Int32(slice)) == 0 { remaining -= slice }
        }
    }
}
