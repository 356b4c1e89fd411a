extension Submission.State {
    /// Whether its facts count.
    public var counts: Bool { self == .signed || self == .accepted }

    /// Whether checking it has ended well enough for its facts to be loaded.
    public var isLoaded: Bool {
        [.hasQueries, .ready, .signed, .accepted, .superseded].contains(self)
    }

    /// The state as people call it.
    public var words: String {
        switch self {
        case .received: "waiting to be checked"
        case .checking: "being checked"
        case .hasErrors: "uploaded, with errors to mend"
        case .hasQueries: "uploaded, with queries to explain"
        case .ready: "ready to sign"
        case .signed: "signed"
        case .accepted: "accepted"
        case .superseded: "replaced by a later one"
        case .withdrawn: "withdrawn"
        case .failed: "not read as a return"
        case .quarantined: "set aside"
        }
    }

    /// What its sender does next; nil when there is nothing to do.
    public var nextStep: String? {
        switch self {
        case .received, .checking: "Wait until it is checked."
        case .hasErrors: "Mend the errors and upload the return again."
        case .hasQueries: "Explain the queries, or correct the return and upload it again."
        case .ready: "Ask an approver who did not prepare it to sign it."
        case .failed: "Read the reason, then upload the return again."
        case .quarantined: "Ask the service desk; the file is kept."
        case .withdrawn: "Upload another return, when there is one."
        case .signed, .accepted, .superseded: nil
        }
    }
}
