import CSeccomp
import Foundation
import Glibc

/// A process of its own, confined, for one piece of work.
enum Confined {
    /// Runs something in such a process and waits for its end.
    ///
    /// - Parameters:
    ///   - limits: What it may use; nil to confine nothing, for comparison.
    ///   - input: Where whoever wants the outcome writes; when nobody does any more the process is ended.
    ///   - body: The work.
    /// - Returns: How it ended.
    static func run(_ limits: CheckLimits?, heardBy input: Descriptor? = nil, _ body: () throws -> Void) -> ChildEnd {
        guard isSingleThreaded else { return .refused("A process with threads cannot be divided.") }
        let pid = fork_single_threaded()
        guard pid >= 0 else { return .refused("The system has no room for another process.") }
        if pid == 0 {
            close(Descriptor.control.number)
            _ = die_with_parent()
            if let limits, !Confinement.enter(limits) { _exit(ChildEnd.unconfined) }
            do { try body() } catch { _exit(ChildEnd.failed) }
            _exit(0)
        }
        if let input { wait(for: pid, input) }
        var status: Int32 = 0
        while unsafe waitpid(pid, &status, 0) < 0, errno == EINTR {}
        return ChildEnd(status: status)
    }

    /// Waits until the process ends, and ends it when the input has no writer left.
    private static func wait(for pid: Int32, _ input: Descriptor) {
        let process = open_process(pid)
        // A system too old to tell leaves it to the limits.
        guard process >= 0 else { return }
        defer { close(process) }
        var states = [
            pollfd(fd: process, events: Int16(POLLIN), revents: 0), pollfd(fd: input.number, events: 0, revents: 0),
        ]
        while unsafe poll(&states, 2, -1) < 0, errno == EINTR {}
        if states[0].revents == 0 { kill(pid, SIGKILL) }
    }

    private static var isSingleThreaded: Bool {
        (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/task").count) == 1
    }
}
