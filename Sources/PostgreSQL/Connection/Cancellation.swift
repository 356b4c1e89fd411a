import CLibPQ
import Foundation

/// Stops what a connection is doing when the task that asked for it is cancelled.
///
/// PQcancel opens a connection of its own and blocks, so it runs on a thread of its own. A request that reaches the
/// server between two statements has no effect, so it is repeated until the work ends.
// Unchecked, as all that changes is only touched under `condition`, and PQcancel may be called from any thread.
final class Cancellation: @unchecked Sendable {
    private let condition = NSCondition()
    private let key: OpaquePointer?
    private var isUnderWay = false
    private var isSending = false
    private var wanted = false

    init(_ connection: OpaquePointer) {
        key = PQgetCancel(connection)
    }

    deinit { PQfreeCancel(key) }

    /// Whether the work under way is to stop.
    var isWanted: Bool {
        condition.lock()
        defer { condition.unlock() }
        return wanted
    }

    func begin() {
        condition.lock()
        defer { condition.unlock() }
        isUnderWay = true
        wanted = false
    }

    /// Returns once no request can reach the server any more.
    ///
    /// - Returns: Whether a stop was asked for.
    @discardableResult
    func end() -> Bool {
        condition.lock()
        defer { condition.unlock() }
        isUnderWay = false
        while isSending { condition.wait() }
        return wanted
    }

    /// Asks for a stop; does nothing when no work is under way.
    func request() {
        condition.lock()
        defer { condition.unlock() }
        guard isUnderWay, !wanted else { return }
        wanted = true
        isSending = true
        Thread.detachNewThread { self.send() }
    }

    /// Asks the server once, from the connection's own thread.
    func sendOnce() {
        var message = [CChar](repeating: 0, count: 256)
        PQcancel(key, &message, Int32(message.count))
    }

    private func send() {
        while shouldGoOn() {
            sendOnce()
            Thread.sleep(forTimeInterval: 0.05)
        }
    }

    private func shouldGoOn() -> Bool {
        condition.lock()
        defer { condition.unlock() }
        if isUnderWay { return true }
        isSending = false
        condition.broadcast()
        return false
    }
}
