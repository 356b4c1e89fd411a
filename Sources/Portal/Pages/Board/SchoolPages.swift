import Hummingbird
import Returns
import Warehouse

/// An authority above its schools: where each stands in a collection that schools answer.
enum SchoolPages: PageGroup {
    static var templates: [String: [UInt8]] { ["schools": PackageResources.schools_mustache] }

    static func add(to routes: Routes) {
        routes.get("/schools/:sender/:collection") { portal, request, context in
            let authority = try await portal.sender(context)
            let collection = try await portal.collection(context)
            guard authority.hasPrefix("la:"), collection.senders == .school else { throw PortalError.notFound }
            let rows = try await portal.warehouse.schoolBoard(
                of: authority,
                return: collection.returnName,
                year: collection.year
            )
            let state = BoardRow.State(rawValue: request.query["state"])
            let kept = rows.filter { state == nil || $0.state == state }
            let base = "/schools/\(authority)/\(collection.returnName)-\(collection.year)"
            let paging = Paging(total: kept.count, size: 50, number: Int(request.query["page"]) ?? 1) { page in
                "\(base)?state=\((state?.rawValue ?? "").addingPercent)&page=\(page)"
            }
            let content = SchoolsContent(collection, base, rows, state, Array(kept), paging)
            let name = try await portal.warehouse.name(of: authority)
            return portal.page(
                "schools",
                "Schools of \(name)",
                content,
                context,
                PageSettings(
                    number: (paging.pageNumber, paging.pageCount),
                    banner: collection.name,
                    back: "/senders/\(authority)"
                )
            )
        }
    }
}

private struct SchoolsContent {
    let due, shown: String
    let states: [State]
    let rows: [Row]
    let hasRows: Bool
    let isPaged, hasPrevious, hasNext: Bool
    let previousPath, nextPath: String
    let pageNumber, pageCount: Int

    struct State {
        let words, count, path: String
    }

    struct Row {
        let sender, name, state, colour, errors, unexplained: String
    }

    init(
        _ collection: ReturnCollection,
        _ base: String,
        _ all: [BoardRow],
        _ chosen: BoardRow.State?,
        _ kept: [BoardRow],
        _ paging: Paging
    ) {
        due = collection.dueAt.words
        shown =
            chosen.map { "\(CountText.text(kept.count, "school", "schools")): \($0.rawValue)" }
            ?? "All \(CountText.text(all.count, "school", "schools"))"
        states = BoardRow.State.allCases.map { state in
            State(
                words: state.rawValue,
                count: CountText.text(all.count { $0.state == state }),
                path: "\(base)?state=\(state.rawValue.addingPercent)"
            )
        }
        rows = kept.dropFirst(paging.offset).prefix(50).map { row in
            Row(
                sender: row.sender,
                name: row.name,
                state: row.state.rawValue,
                colour: row.state.colour,
                errors: row.errors.map { CountText.text($0) } ?? "",
                unexplained: row.unexplained > 0 ? CountText.text(row.unexplained) : ""
            )
        }
        hasRows = !rows.isEmpty
        (isPaged, hasPrevious, hasNext) = (paging.isPaged, paging.hasPrevious, paging.hasNext)
        (previousPath, nextPath) = (paging.previousPath, paging.nextPath)
        (pageNumber, pageCount) = (paging.pageNumber, paging.pageCount)
    }
}
