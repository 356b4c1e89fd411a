import Hummingbird
import Reporting
import Synchronization
import Warehouse

/// The figures that would be published of an upload, beside those of the last release.
enum FigurePages: PageGroup {
    static var templates: [String: [UInt8]] { ["figures": PackageResources.figures_mustache] }

    static func add(to routes: Routes) {
        routes.get("/senders/:sender/submissions/:submission/figures") { portal, _, context in
            let submission = try await portal.submission(context)
            let content = FiguresContent(try await portal.figuresToCome(submission))
            let settings = PageSettings(banner: try await portal.banner(submission), back: submission.path)
            return portal.page("figures", "Figures to be published for you", content, context, settings)
        }
    }
}

extension Portal {
    /// What would be published of an upload; nil for returns of which nothing is published yet, and before its check.
    func figuresToCome(_ submission: Submission) async throws -> FiguresToCome? {
        guard submission.hasFigures else { return nil }
        let upload = try await AreaFigures(of: .upload(submission.id), in: warehouse)
        return try FiguresToCome(
            upload: upload,
            of: String(submission.sender.dropFirst(3)),
            beside: try await releases.last(in: warehouse)
        )
    }
}

extension Submission {
    /// Whether figures are published of such a return, and it was read whole, so that they can be made from it.
    var hasFigures: Bool {
        returnName == "sen2" && sender.hasPrefix("la:") && [.hasQueries, .ready, .signed, .accepted].contains(state)
    }
}

/// Figures of the release that came out last, made once for all who look.
final class ReleaseShelf: Sendable {
    private let kept = Mutex<(cut: String, figures: AreaFigures)?>(nil)

    func last(in warehouse: Warehouse) async throws -> AreaFigures? {
        guard let cut = try await warehouse.lastPublishedCut() else { return nil }
        if let known = kept.withLock({ $0 }), known.cut == cut { return known.figures }
        let figures = try await AreaFigures(of: .cut(cut), in: warehouse)
        kept.withLock { $0 = (cut, figures) }
        return figures
    }
}

/// Tables of figures as the template `figure_tables` names them.
struct FiguresContent {
    let hasFigures: Bool
    let isFirst: Bool
    let year: Int
    let comparisons: [String]
    let tables: [FiguresToCome.Table]
    let symbols: [String]
    let hasSymbols: Bool

    init(_ figures: FiguresToCome?) {
        hasFigures = figures != nil
        isFirst = figures?.comparisons.isEmpty ?? false
        year = figures?.year ?? 0
        comparisons = figures?.comparisons ?? []
        tables = figures?.tables ?? []
        symbols = figures?.symbols ?? []
        hasSymbols = !symbols.isEmpty
    }
}
