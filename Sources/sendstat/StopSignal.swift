import Dispatch
import Glibc
import Synchronization

/// Listens for SIGTERM and SIGINT, by which somebody asks the program to end: what is under way is finished first.
struct StopSignal {
    let wish = OneWayFlag()
    private let sources: [any DispatchSourceSignal]

    init() {
        sources = [SIGTERM, SIGINT].map { [wish] number in
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler { wish.make() }
            source.activate()
            return source
        }
    }
}

/// Set once, by whoever comes first.
final class OneWayFlag: Sendable {
    private let made = Atomic(false)

    var isMade: Bool { made.load(ordering: .relaxed) }

    func make() {
        made.store(true, ordering: .relaxed)
    }
}
