import Foundation

/// Runs what blocks on a thread of its own, so that tests beside it go on.
///
/// - Parameter body: What to run.
/// - Returns: What the body returns.
/// - Throws: What the body throws.
public func onThread<R: Sendable>(_ body: @escaping @Sendable () throws -> R) async throws -> R {
    try await withCheckedThrowingContinuation { continuation in
        Thread.detachNewThread { continuation.resume(with: Result { try body() }) }
    }
}
