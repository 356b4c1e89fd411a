import Crypto
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import Warehouse

extension Portal {
    /// Reads a form without files and makes sure that it comes from a page of this session.
    ///
    /// - Parameters:
    ///   - request: The request.
    ///   - context: Its context.
    /// - Returns: The fields.
    /// - Throws: `PortalError.formExpired`, `tooLarge`, `formUnreadable`.
    func form(_ request: Request, _ context: PortalContext) async throws -> Form {
        let form = try await openForm(request)
        guard context.sessionToken != nil else { throw try await keep(form, request) }
        try require(token: form["form_token"], context)
        return form
    }

    /// Reads a form that is sent before anybody is signed in.
    func openForm(_ request: Request) async throws -> Form {
        let type = request.headers[.contentType] ?? ""
        guard type.hasPrefix("application/x-www-form-urlencoded") else {
            throw PortalError.formUnreadable("Go back, load the page again and send it once more.")
        }
        let limit = 1 << 20
        do {
            let buffer = try await request.body.collect(upTo: limit)
            return Form(encoded: String(buffer: buffer))
        } catch is NIOTooManyBytesError {
            throw PortalError.tooLarge(limit: limit)
        }
    }

    func require(token: String, _ context: PortalContext) throws {
        let expected = SymmetricKey(data: Array(formToken(context).utf8))
        guard context.sessionToken != nil else { throw PortalError.signInNeeded }
        guard SymmetricKey(data: Array(token.utf8)) == expected else { throw PortalError.formExpired }
    }
}

extension Request {
    /// The fields of the address's query.
    var query: Form { Form(encoded: uri.query ?? "") }
}
