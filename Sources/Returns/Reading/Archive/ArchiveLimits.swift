/// Bounds on what an archive may hold and unpack to.
///
/// They bound bytes and counts, never the clock: the same archive is taken or refused on every machine, and what they
/// let through unpacks in seconds.
public struct ArchiveLimits: Sendable, Hashable {
    /// Bytes of the archive itself.
    public var archiveSize = 256 << 20
    /// Files and folders in it.
    public var entries = 1_000
    /// Bytes of all that is unpacked from it.
    public var totalSize = 256 << 20
    /// How many times as large as the archive what is unpacked from it may be.
    public var ratio = 200
    /// Bytes that may be unpacked whatever the ratio.
    public var alwaysUnpacked = 8 << 20
    /// Bytes of an entry's name.
    public var nameLength = 1_024

    public init() {}

    /// Bytes that may be unpacked from an archive of a size.
    func allowance(archiveSize: Int) -> Int {
        min(totalSize, max(alwaysUnpacked, archiveSize.multipliedReportingOverflow(by: ratio).partialValue))
    }
}
