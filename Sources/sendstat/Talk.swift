import Foundation
import Synchronization

/// What the program says beside its results: always on stderr, so that results can be piped.
enum Talk {
    /// Says one line.
    ///
    /// - Parameter line: The line, without its end.
    static func say(_ line: String) {
        FileHandle.standardError.write(Data((line + "\n").utf8))
    }

    /// Prints a result.
    ///
    /// - Parameter text: The result; a line end is added when it has none.
    static func print(_ text: String) {
        FileHandle.standardOutput.write(Data((text.hasSuffix("\n") ? text : text + "\n").utf8))
    }

    /// Whether colour is wanted on stdout: a terminal, and neither `NO_COLOR` nor a dumb terminal says otherwise.
    static var usesColour: Bool {
        let environment = ProcessInfo.processInfo.environment
        return isatty(STDOUT_FILENO) == 1 && environment["NO_COLOR", default: ""].isEmpty
            && environment["TERM"] != "dumb"
    }

    /// Columns of the terminal, or 100 where there is none.
    static var width: Int {
        Int(ProcessInfo.processInfo.environment["COLUMNS"] ?? "").map { max(60, min($0, 160)) } ?? 100
    }
}

/// A line that counts up in place on a terminal; elsewhere a line now and then.
final class ProgressLine: Sendable {
    private struct State {
        var done = 0
        var printed = 0
    }

    private let label: String
    private let total: Int
    private let isQuiet: Bool
    private let isTerminal = isatty(STDERR_FILENO) == 1
    private let state = Mutex(State())

    init(_ label: String, of total: Int, isQuiet: Bool) {
        self.label = label
        self.total = total
        self.isQuiet = isQuiet
    }

    /// Counts one more.
    ///
    /// - Parameter note: What was done, shown after the count on a terminal.
    func step(_ note: String = "") {
        guard !isQuiet else { return }
        state.withLock { state in
            state.done += 1
            let tenth = max(1, total / 10)
            if isTerminal {
                write("\r\u{1B}[K\(label) \(state.done) of \(total) \(note)")
                if state.done == total { write("\n") }
            } else if state.done == total || state.done - state.printed >= tenth {
                state.printed = state.done
                write("\(label) \(state.done) of \(total)\n")
            }
        }
    }

    private func write(_ text: String) {
        FileHandle.standardError.write(Data(text.utf8))
    }
}
