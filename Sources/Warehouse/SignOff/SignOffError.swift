/// Why a return was not signed, withdrawn or accepted, with what to do.
public enum SignOffError: Error, Sendable, Hashable {
    /// It has errors that must be mended first.
    case errorsLeft(Int)
    /// Queries without an explanation, or with one that must be checked again.
    case queriesUnexplained([Unexplained])
    /// It is not in a state in which this can be done.
    case notReady(Submission.State)
    /// Nobody is named as the one who prepared it.
    case preparerUnknown
    /// The one who prepared it wants to sign it.
    case samePerson
    /// The person may not sign for this sender.
    case notApprover(sender: String)
    /// The person may not do this for this sender.
    case notPreparer(sender: String)
    /// Only the national team may do this.
    case notNationalTeam
    /// A newer upload stands in the way.
    case newerUpload(Int)
    /// The collection is not open.
    case collectionClosed(String)
    case alreadySigned
    case alreadyWithdrawn
    /// A reason is required.
    case reasonMissing
    /// Another submission counts.
    case anotherCounts(Int)

    /// How many queries of a rule are not explained.
    public struct Unexplained: Sendable, Hashable {
        public let rule: String
        public let title: String
        public let missing: Int
        public let checkAgain: Int
    }
}

extension SignOffError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .errorsLeft(let count):
            "It has \(count) errors. Mend them and upload the return again."
        case .queriesUnexplained(let rules):
            "Some queries are not explained: "
                + rules.map { "\($0.rule) (\($0.missing + $0.checkAgain))" }.joined(separator: ", ")
                + ". Explain them, or correct the return and upload it again."
        case .notReady(let state):
            "It cannot be done now: the submission is \(state.words)."
        case .preparerUnknown:
            "Nobody is named as the one who prepared it. Upload it again and say who does."
        case .samePerson:
            "The person who prepared a return cannot sign it. Ask another approver to sign."
        case .notApprover(let sender):
            "Only an approver of \(sender) can sign its return. Ask one to sign, or ask for the role."
        case .notPreparer(let sender):
            "Only a preparer or approver of \(sender) can do this. Ask one, or ask for the role."
        case .notNationalTeam:
            "Only the national team can do this."
        case .newerUpload(let id):
            "Submission \(id) is newer. Sign that one, or withdraw it first."
        case .collectionClosed(let name):
            "The collection \(name) is closed. Ask the national team to open it again."
        case .alreadySigned:
            "It is signed already. Nothing needs to be done."
        case .alreadyWithdrawn:
            "It is withdrawn already. Nothing needs to be done."
        case .reasonMissing:
            "Say why: a reason of a few words is kept with it."
        case .anotherCounts(let id):
            "Submission \(id) counts now. Withdraw that one first."
        }
    }
}

extension SignOffError {
    /// Whether another person could do what this one could not.
    public var isAboutPerson: Bool {
        switch self {
        case .samePerson, .notApprover, .notPreparer, .notNationalTeam: true
        default: false
        }
    }
}
