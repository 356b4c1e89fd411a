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
        guard let organisation = try? Organisation(sender), person.maySee(organisation) else {
            throw PortalError.notFound
        }
        return organisation.description
    }

    /// The number that the address names in a part, such as `:submission`.
    func number(_ part: String, _ context: PortalContext) throws(PortalError) -> Int {
        guard let number = context.parameters.get(part).flatMap(Int.init), number > 0 else { throw .notFound }
        return number
    }
}
