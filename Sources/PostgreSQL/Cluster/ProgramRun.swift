import Foundation
import Glibc

extension ServerPrograms {
    /// Runs a program to its end, as the right user, with nothing of ours but its standard streams.
    ///
    /// Foundation's `Process` waits for a socket that the program's children inherit, so it would wait for as long as
    /// the server that `pg_ctl` leaves behind.
    ///
    /// - Parameters:
    ///   - words: The path of what to run and its arguments, as `command` gives them.
    ///   - folder: Its working directory and home, which its user must be able to read.
    ///   - log: The file that takes what it prints; nil to drop it.
    /// - Returns: Its exit status; -1 when it could not be run or was killed.
    func run(_ words: [String], in folder: URL, log: URL? = nil) -> Int32 {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 1, log?.path ?? "/dev/null", O_WRONLY | O_APPEND, 0)
        posix_spawn_file_actions_adddup2(&actions, 1, 2)
        for descriptor in inheritable { posix_spawn_file_actions_addclose(&actions, descriptor) }
        // HOME of root would be read by the server's own connections; PG variables would lead programs astray.
        let environment = ["HOME=\(folder.path)", "PATH=/usr/bin:/bin", "LC_ALL=C.UTF-8"]
        let words = ["/usr/bin/env", "--chdir=\(folder.path)"] + words
        var process: pid_t = 0
        let outcome = withCStrings(words) { arguments in
            withCStrings(environment) { posix_spawn(&process, words[0], &actions, nil, arguments, $0) }
        }
        return outcome == 0 ? waitFor(process) : -1
    }

    /// What is open beyond the standard streams; closing one that is gone by then does no harm.
    private var inheritable: [Int32] {
        let open = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")) ?? []
        return open.compactMap { Int32($0) }.filter { $0 > 2 }
    }

    private func waitFor(_ process: pid_t) -> Int32 {
        var status: Int32 = 0
        while waitpid(process, &status, 0) == -1 {
            if errno != EINTR { return -1 }
        }
        let wasKilled = status & 0x7f != 0
        return wasKilled ? -1 : (status >> 8) & 0xff
    }

    private func withCStrings<R>(
        _ texts: [String],
        _ body: (UnsafePointer<UnsafeMutablePointer<CChar>?>) -> R
    ) -> R {
        let copies = texts.map { strdup($0) } + [nil]
        defer { copies.forEach { free($0) } }
        return body(copies)
    }
}
