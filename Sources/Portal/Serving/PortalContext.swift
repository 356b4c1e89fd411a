import Hummingbird
import Logging
import Warehouse

/// What is known of a request while it is answered.
struct PortalContext: RequestContext {
    var coreContext: CoreRequestContextStorage
    /// Who is signed in; nil for a visitor.
    var person: SignedInPerson?
    /// The secret of the session; for forms' tokens and for ending it.
    var sessionToken: String?
    /// Whom an API token speaks for.
    var tokenHolder: AccessToken?
    /// A sentence shown once on the next page, such as "The return was withdrawn".
    var notice: String?
    /// The number under which this request stands in the log.
    let number: String

    init(source: Source) {
        coreContext = CoreRequestContextStorage(source: source)
        number = source.logger[metadataKey: "hb.request.id"].map { "\($0)" } ?? ""
    }
}
