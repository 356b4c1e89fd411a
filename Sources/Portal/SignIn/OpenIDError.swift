/// Why a sign-in by a provider did not succeed.
///
/// Each of them answers 401, but for the provider being away.
///
/// No case carries what came from outside: the words of a token or of an address are anybody's.
public enum OpenIDError: String, Error, Sendable, Hashable, CaseIterable {
    /// The provider did not answer, or not with what OpenID Connect says. Answers 503.
    case providerAway
    /// Its description of itself is of another issuer, or lacks an address that is needed. Answers 503.
    case providerUnfit
    /// The person or the provider said no.
    case refusedByProvider
    /// The answer belongs to no attempt of this browser: another `state`, or none.
    case stateMismatch
    /// The attempt is older than ten minutes.
    case attemptExpired
    /// The provider does not take the code: it was used before, ran out, or is another's.
    case codeRefused
    /// The answer comes from another provider than was asked (RFC 9207).
    case otherProvider
    case tokenUnreadable
    /// The token is not signed, or in a way that is not accepted here.
    case algorithmRefused
    /// No key of the provider fits, also after asking it for its keys again.
    case keyUnknown
    case signatureWrong
    case issuerMismatch
    case audienceMismatch
    case nonceMismatch
    case tokenExpired
    case tokenFromFuture

    /// Whether trying again later may help, as nothing is wrong with the person's answer.
    public var isProvidersFault: Bool { self == .providerAway || self == .providerUnfit }
}

extension OpenIDError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .providerAway, .providerUnfit:
            "Your sign-in provider cannot be reached at the moment. Try again in a few minutes."
        case .refusedByProvider: "You did not sign in. Try again."
        case .attemptExpired, .codeRefused, .stateMismatch:
            "This sign-in took too long or was used before. Go back to the start and sign in again."
        default: "You could not be signed in. Go back to the start and sign in again."
        }
    }
}
