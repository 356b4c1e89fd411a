import Dispatch
import Synchronization

/// Parts of a whole that are made at once, on as many threads as the machine has cores.
package enum Parts {
    private static let mayStartThreads = Atomic(true)

    /// Makes all parts one after another from now on, for a process that the system refuses further threads.
    ///
    /// Asked for a thread it cannot have, the queue of the system tries again for ever.
    package static func stayOnOneThread() {
        mayStartThreads.store(false, ordering: .relaxed)
    }

    /// Below so many rows a second thread costs more than it saves.
    package static let rowsWorthIt = 16_384

    /// The same for findings, each of which takes several texts.
    package static let textsWorthIt = 2_048

    /// Makes each part, and gives them in their order whatever the order they were made in.
    ///
    /// - Parameters:
    ///   - count: How many there are.
    ///   - isWorthIt: Whether they are made at once; one after another otherwise.
    ///   - make: Makes a part, and must not wait for another.
    /// - Returns: The parts.
    package static func made<Part: Sendable>(
        _ count: Int,
        atOnce isWorthIt: Bool,
        _ make: @Sendable (Int) -> Part
    ) -> [Part] {
        guard isWorthIt, count > 1, mayStartThreads.load(ordering: .relaxed) else { return (0..<count).map(make) }
        let shelf = Mutex([Part?](repeating: nil, count: count))
        DispatchQueue.concurrentPerform(iterations: count) { place in
            let part = make(place)
            shelf.withLock { $0[place] = part }
        }
        return shelf.withLock { $0.compactMap(\.self) }
    }
}
