import HTTPTypes
import Hummingbird
import Warehouse

/// Addresses for programs, each with the methods it answers; any other method is told which those are.
struct ProgramRoute {
    let path: String
    /// What the query of the address may name.
    let query: Set<String>
    let answers: [(method: HTTPRequest.Method, answer: Answer)]

    /// What answers a program: the portal, who asks, the request and its context go in.
    typealias Answer = @Sendable @concurrent (Portal, Caller, Request, PortalContext) async throws -> Response

    init(_ path: String, query: Set<String> = [], _ answers: [(method: HTTPRequest.Method, answer: Answer)]) {
        self.path = path
        self.query = query
        self.answers = answers
    }

    func add(to routes: Routes) {
        let query = query
        for (method, answer) in answers {
            routes.add(method, RouterPath(path)) { portal, request, context in
                let caller = try await portal.caller(request)
                if let other = request.query.names.first(where: { !query.contains($0) }) {
                    throw PortalError.notDescribed(other)
                }
                return try await answer(portal, caller, request, context)
            }
        }
        Self.refuseOthers(than: answers.map(\.method), at: path, routes)
    }

    /// Answers all other methods with what the address can do.
    static func refuseOthers(than methods: [HTTPRequest.Method], at path: String, _ routes: Routes) {
        let allowed = methods.contains(.get) ? methods + [.head] : methods
        for method in known where !allowed.contains(method) {
            routes.add(method, RouterPath(path)) { _, _, _ in
                throw PortalError.otherMethod(allowed: allowed.map(\.rawValue).joined(separator: ", "))
            }
        }
    }

    private static let known: [HTTPRequest.Method] = [
        .get, .head, .post, .put, .patch, .delete, .options, .trace, .connect,
    ]
}

/// A supplier's system that has shown its token.
struct Caller: Sendable {
    let token: AccessToken

    /// The one organisation it speaks for, as `la:301`.
    var organisation: String { token.organisation.description }

    var officer: Officer { Officer(token: token) }
}

extension Portal {
    /// Who asks, by the header `Authorization: Bearer`.
    ///
    /// - Parameter request: The request.
    /// - Returns: The system.
    /// - Throws: `PortalError.tokenNeeded`, `tooManyRequests`, or a `PostgreSQLError`.
    func caller(_ request: Request) async throws -> Caller {
        let words = (request.headers[.authorization] ?? "").split(separator: " ", maxSplits: 1)
        guard words.count == 2, words[0].lowercased() == "bearer", words[1].utf8.count <= 200,
            let token = try await warehouse.tokenHolder(token: String(words[1]))
        else { throw PortalError.tokenNeeded }
        try rates.count(token.id, at: time.seconds)
        return Caller(token: token)
    }

    /// The upload that the address names, when it is of the organisation that asks.
    func upload(_ context: PortalContext, of caller: Caller) async throws -> Submission {
        let submission = try await warehouse.submission(try number("upload", context))
        guard submission.sender == caller.organisation else { throw PortalError.notFound }
        return submission
    }
}
