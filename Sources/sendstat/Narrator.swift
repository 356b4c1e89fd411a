import Foundation
import Pipeline
import Synchronization

/// Tells a run on stderr as it goes, with how long each step took; the report's headlines are its result.
final class Narrator: Sendable {
    private struct State {
        var line: ProgressLine?
        var label = ""
        var started = ContinuousClock.now
    }

    private let isQuiet: Bool
    private let state = Mutex(State())

    init(isQuiet: Bool) {
        self.isQuiet = isQuiet
    }

    /// Tells one event.
    ///
    /// - Parameter event: What happened.
    func tell(_ event: PipelineEvent) {
        switch event {
        case .stepStarted(let number, let total, let name):
            state.withLock { $0 = State() }
            say("[\(number)/\(total)] \(name)")
        case .progress(let label, _, let total):
            line(label, of: total).step()
        case .note(let text):
            say("      \(text)")
        case .headline(let sentence):
            Talk.print("• \(sentence)")
        case .report(let page):
            Talk.print("The report: \(page.path)")
        case .stepEnded(let name):
            let took = state.withLock { $0.started.duration(to: .now) }
            say(
                "      \(name) took \(took.formatted(.units(allowed: [.minutes, .seconds, .milliseconds], width: .narrow)))"
            )
        }
    }

    private func line(_ label: String, of total: Int) -> ProgressLine {
        state.withLock { state in
            if let line = state.line, state.label == label { return line }
            let line = ProgressLine("      \(label)", of: total, isQuiet: isQuiet)
            state.line = line
            state.label = label
            return line
        }
    }

    private func say(_ text: String) {
        if !isQuiet { Talk.say(text) }
    }
}
