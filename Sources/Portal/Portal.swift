public import Foundation
public import Reporting
public import Returns
public import Validation
public import Warehouse

/// The web pages and the HTTP API: everything they need, and nothing that they could decide themselves.
///
/// The clock and the rooms below come from outside, so that a test holds the same portal as a service.
public struct Portal: Sendable {
    let warehouse: Warehouse
    let library: SchemaLibrary
    let receiptKey: ReceiptKey
    let settings: PortalSettings
    let assets: PortalAssets
    let templates: PageTemplates
    let openID: OpenIDClient?
    let check: Check
    let clock: @Sendable () -> Date
    let shelf = RuleBookShelf()
    let requests = RequestCounts()
    let releases = ReleaseShelf()
    let uploads: UploadPlaces
    let printer: PagePrinter?
    let prints: UploadPlaces
    let rates: RateLimits
    let standards: StandardShelf

    /// Checks a return in a confined process and keeps nothing of it.
    ///
    /// It takes the files and the return, as `sen2` or `sen2@2026`.
    public typealias Check = @Sendable @concurrent (_ files: [URL], _ returnName: String) async throws -> CheckResult

    /// Puts a portal together.
    ///
    /// - Parameters:
    ///   - warehouse: The store, by the rights of the portal.
    ///   - library: The standards.
    ///   - receiptKey: What receipts are signed with.
    ///   - settings: Addresses, limits and the provider people sign in by.
    ///   - check: Checks a return without keeping it.
    ///   - printer: Prints receipts as PDF; nil offers none.
    ///   - clock: The time.
    /// - Throws: An error of the template library when a page of this program cannot be read.
    public init(
        warehouse: Warehouse,
        library: SchemaLibrary,
        receiptKey: ReceiptKey,
        settings: PortalSettings,
        check: @escaping Check,
        printer: PagePrinter? = nil,
        clock: @escaping @Sendable () -> Date
    ) throws {
        self.warehouse = warehouse
        self.library = library
        self.receiptKey = receiptKey
        self.settings = settings
        self.check = check
        self.printer = printer
        self.clock = clock
        assets = PortalAssets(folder: settings.assets)
        templates = try PageTemplates()
        uploads = UploadPlaces(spool: settings.spool, limit: settings.uploadsAtOnce)
        prints = UploadPlaces(spool: settings.spool.appendingPathComponent("print", isDirectory: true), limit: 2)
        rates = RateLimits(requestsPerMinute: settings.requestsPerMinute)
        standards = StandardShelf(library: library)
        openID = settings.openID.map { OpenIDClient($0) }
    }

    /// The time as the collections count it.
    var time: LondonTime { LondonTime(seconds: Int(clock().timeIntervalSince1970.rounded(.down))) }

    /// Where a provider sends people back to; it is told so when this service is made known to it.
    public static let providerReturnPath = "/sign-in/provider/return"
}
