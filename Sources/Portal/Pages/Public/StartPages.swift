import Hummingbird
import Returns
import Warehouse

/// What anybody sees: what this service is, and what is collected when.
enum StartPages: PageGroup {
    static var templates: [String: [UInt8]] {
        ["start": PackageResources.start_mustache, "collections": PackageResources.collections_mustache]
    }

    static func add(to routes: Routes) {
        routes.get("/") { portal, _, context in
            let isKnown = context.person?.isComplete == true
            return portal.page("start", "Send your SEND data", StartContent(isSignedIn: isKnown), context)
        }
        routes.get("/collections") { portal, _, context in
            let all = try await portal.warehouse.collections()
            let rows = try all.map { try CollectionRow($0, at: portal.time, portal) }
            let content = CollectionsContent(rows: rows, hasRows: !rows.isEmpty)
            return portal.page("collections", "What is collected and when", content, context)
        }
    }
}

private struct StartContent {
    let isSignedIn: Bool
}

private struct CollectionsContent {
    let rows: [CollectionRow]
    let hasRows: Bool
}

/// A collection as the public sees it.
private struct CollectionRow {
    let title: String
    let senders: String
    let opens: String
    let due: String
    let closes: String
    let state: String
    let colour: String
    let rules: String

    init(_ collection: ReturnCollection, at now: LondonTime, _ portal: Portal) throws {
        let schema = try portal.library.resolve("\(collection.returnName)@\(collection.schemaVersion)")
        title = schema.title
        senders = collection.senders == .school ? "Schools" : "Local authorities"
        opens = collection.opensAt.words
        due = collection.dueAt.words
        closes = collection.closesAt?.words ?? "Not decided"
        let isOpen = collection.isOpen && collection.opensAt <= now
        state = isOpen ? "Open" : collection.opensAt > now ? "Opens later" : "Closed"
        colour = isOpen ? "govuk-tag--green" : "govuk-tag--grey"
        rules = "/rules/\(collection.returnName)/\(collection.schemaVersion)"
    }
}
