import Foundation
import Glibc

/// Holds a file locked, so that two processes do not make or start the same server at once.
struct StartLock: ~Copyable {
    private let descriptor: Int32

    /// Waits for the lock.
    ///
    /// - Parameter file: The file to lock; made when it is not there.
    /// - Throws: `cluster` when it cannot be made.
    init(_ file: URL) throws(PostgreSQLError) {
        // Closed on exec: a server that inherited it would hold the lock for as long as it runs.
        descriptor = open(file.path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0, flock(descriptor, LOCK_EX) == 0 else {
            throw PostgreSQLError(
                .cluster,
                place: "The file \(file.path) cannot be written. Check who owns its folder."
            )
        }
    }

    deinit { close(descriptor) }
}
