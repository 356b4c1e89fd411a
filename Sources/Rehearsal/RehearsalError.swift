/// What keeps a rehearsal from being held at all; what goes wrong within it is part of its outcome.
public enum RehearsalError: Error, CustomStringConvertible, Sendable {
    /// There are only so many returns to send.
    case tooFewReturns(kind: String, made: Int, wanted: Int)
    /// The portal did not come up.
    case portalAway(log: String)
    case diskFull(neededMegabytes: Int, freeMegabytes: Int)

    public var description: String {
        switch self {
        case .tooFewReturns(let kind, let made, let wanted):
            "There are \(made) \(kind) to send and \(wanted) were asked for. Ask for \(made) at most."
        case .portalAway(let log):
            "The portal did not come up. Its log, \(log), says why."
        case .diskFull(let needed, let free):
            "This rehearsal needs \(needed) MB of disk and \(free) are free. Choose another --dir, or fewer returns."
        }
    }
}
