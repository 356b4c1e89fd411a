/// Why a return was not checked to its end in a child process.
public enum CheckingError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The child was ended by a signal: it crashed, or passed a limit.
    case stopped(signal: Int)
    /// The child ended by itself, but not as it should.
    case ended(code: Int)
    /// What it handed back cannot be believed.
    case unbelievable
    /// The child could not be started or confined, which is no fault of the return.
    case unavailable(String)

    /// Whether the return itself may be the cause, so that the next may well be checked.
    public var concernsOneReturn: Bool {
        if case .unavailable = self { return false }
        return true
    }

    public var description: String {
        switch self {
        case .stopped(let signal): "Checking it was stopped: \(Self.meaning(of: signal))."
        case .ended(let code): "Checking it ended before it was done (code \(code))."
        case .unbelievable: "Checking it gave a result that is cut short or was changed."
        case .unavailable(let reason): reason
        }
    }

    private static func meaning(of signal: Int) -> String {
        switch signal {
        case 9: "it was killed (signal 9)"
        case 14: "it took longer than the limit"
        case 24: "it used more processor time than the limit"
        case 25: "it tried to write a file"
        default: "the program that reads it failed, or needed more memory than the limit (signal \(signal))"
        }
    }
}
