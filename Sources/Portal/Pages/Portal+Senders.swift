import Hummingbird
import Warehouse

extension Portal {
    /// Who is signed in and has shown all that their roles need.
    ///
    /// - Parameter context: The request's context.
    /// - Returns: The person.
    /// - Throws: `PortalError.signInNeeded`, `secondFactorDue`.
    func person(_ context: PortalContext) throws(PortalError) -> SignedInPerson {
        guard let person = context.person else { throw .signInNeeded }
        guard person.isComplete else { throw .secondFactorDue }
        return person
    }

    /// Who acts, as the warehouse writes it beside what was done.
    func officer(_ context: PortalContext) throws(PortalError) -> Officer {
        let person = try person(context)
        return Officer(account: person.account.id, name: person.account.name, way: .portal)
    }

    /// The sender that the address names, when the person may see its things.
    ///
    /// A sender that is not theirs answers as one that is not there.
    ///
    /// - Parameter context: The context of a request whose address has a part `:sender`.
    /// - Returns: The sender, such as `la:301`.
    /// - Throws: `PortalError.notFound`, `signInNeeded`, `secondFactorDue`.
    func sender(_ context: PortalContext) async throws -> String {
        let person = try person(context)
        let sender = context.parameters.get("sender") ?? ""
        guard try await warehouse.maySee(person, sender) else {
            try await warehouse.recordRefusedAccess(to: sender, by: person.account.id)
            throw PortalError.notFound
        }
        return sender
    }

    /// The submission that the address names, when it is of the sender that the address names.
    ///
    /// - Parameter context: The context of a request whose address has the parts `:sender` and `:submission`.
    /// - Returns: The submission.
    /// - Throws: `PortalError.notFound`, `signInNeeded`, `secondFactorDue`, or an error of the warehouse.
    func submission(_ context: PortalContext) async throws -> Submission {
        let sender = try await sender(context)
        let submission = try await warehouse.submission(try number("submission", context))
        guard submission.sender == sender else { throw PortalError.notFound }
        return submission
    }

    /// Whether who is signed in may upload, explain and withdraw for a sender.
    func mayPrepare(_ context: PortalContext, for sender: String) async throws -> Bool {
        let person = try person(context)
        if try await warehouse.may(person, .preparer, for: sender) { return true }
        return try await warehouse.may(person, .approver, for: sender)
    }

    /// The number that the address names in a part, such as `:submission`.
    func number(_ part: String, _ context: PortalContext) throws(PortalError) -> Int {
        guard let number = context.parameters.get(part).flatMap(Int.init), (1...Int(Int32.max)).contains(number)
        else { throw .notFound }
        return number
    }
}
