import HTTPTypes

/// Why a request is not answered as it was asked.
enum PortalError: Error, Sendable, Hashable {
    /// There is no such thing, or it is another organisation's: both answer alike.
    case notFound
    /// Somebody has to sign in first; after that they go on where they were.
    case signInNeeded
    /// As before; what was sent is kept under this secret.
    case signInNeededForForm(String)
    /// A token is needed that was not shown or counts no more.
    case tokenNeeded
    /// A second factor is due before anything else.
    case secondFactorDue
    case notAllowed(String)
    /// The form is from before a sign-in, or not from us.
    case formExpired
    /// The request came from another site's page.
    case otherSite
    /// The form cannot be read as one.
    case formUnreadable(String)
    case tooLarge(limit: Int)
    /// So many at once are taken, and no more; seconds until trying again is worth it.
    case tooBusy(retryAfter: Int)
    case tooManyRequests(retryAfter: Int)
    /// A program used a method that the address does not answer; those it does, as `GET, HEAD`.
    case otherMethod(allowed: String)
    /// A program sent a body of another type than the one that is named.
    case otherMedia(String)
    /// A program sent what cannot be taken; what to mend, and in which member.
    case refused(String, member: String)
    /// Something stands against it as things are; in words.
    case conflict(String)
    /// A part of the service is away.
    case away(String)

    var status: HTTPResponse.Status {
        switch self {
        case .notFound: .notFound
        case .signInNeeded, .signInNeededForForm, .secondFactorDue: .seeOther
        case .tokenNeeded: .unauthorized
        case .notAllowed, .formExpired, .otherSite: .forbidden
        case .formUnreadable: .badRequest
        case .otherMethod: .methodNotAllowed
        case .otherMedia: .unsupportedMediaType
        case .refused: .unprocessableContent
        case .tooLarge: .contentTooLarge
        case .tooBusy, .away: .serviceUnavailable
        case .tooManyRequests: .tooManyRequests
        case .conflict: .conflict
        }
    }

    /// A short stable word for programs.
    var code: String {
        switch self {
        case .notFound: "not-found"
        case .signInNeeded, .signInNeededForForm: "sign-in-needed"
        case .tokenNeeded: "token-needed"
        case .secondFactorDue: "second-factor-due"
        case .notAllowed: "not-allowed"
        case .formExpired: "form-expired"
        case .otherSite: "other-site"
        case .formUnreadable: "form-unreadable"
        case .otherMethod: "other-method"
        case .otherMedia: "other-media"
        case .refused: "refused"
        case .tooLarge: "too-large"
        case .tooBusy: "too-busy"
        case .tooManyRequests: "too-many-requests"
        case .conflict: "conflict"
        case .away: "away"
        }
    }

    var title: String {
        switch self {
        case .notFound: "Page not found"
        case .signInNeeded, .signInNeededForForm, .secondFactorDue, .tokenNeeded: "Sign in first"
        case .notAllowed: "You cannot do this"
        case .formExpired, .otherSite: "Send the form again"
        case .formUnreadable: "The form could not be read"
        case .otherMethod: "This address does not answer that method"
        case .otherMedia: "Send another type of content"
        case .refused: "Mend what was sent"
        case .tooLarge: "The file is too big"
        case .tooBusy, .away: "Try again in a moment"
        case .tooManyRequests: "Too many requests"
        case .conflict: "This cannot be done now"
        }
    }

    var words: String {
        switch self {
        case .notFound: "Check the address, or go back to your start page and follow the links from there."
        case .signInNeeded, .signInNeededForForm, .secondFactorDue: "Sign in to go on."
        case .tokenNeeded: "Send a token of your organisation in the header Authorization: Bearer."
        case .notAllowed(let words), .formUnreadable(let words), .conflict(let words), .away(let words),
            .refused(let words, _):
            words
        case .otherMethod(let allowed): "Use one of these methods: \(allowed)."
        case .otherMedia(let type): "Send it with the header Content-Type: \(type)."
        case .formExpired: "This form is older than your session. Go back, load the page again and send it once more."
        case .otherSite: "This form was not sent from our own pages. Open the page here and send it again."
        case .tooLarge(let limit): "Send at most \(limit >> 20) MB at once."
        case .tooBusy: "Many returns are coming in at this moment. Nothing of yours was kept; send it again shortly."
        case .tooManyRequests: "Wait as long as the header Retry-After says, then go on."
        }
    }

    /// The member, field or header that a program has to mend; empty when it is none.
    var member: String {
        if case .refused(_, let member) = self { member } else { "" }
    }

    /// The methods that the address answers, when another one was used.
    var allowedMethods: String? {
        if case .otherMethod(let allowed) = self { allowed } else { nil }
    }

    /// Seconds until trying again is worth it; nil when waiting changes nothing.
    var retryAfter: Int? {
        switch self {
        case .tooBusy(let seconds), .tooManyRequests(let seconds): seconds
        case .away: 30
        default: nil
        }
    }
}
