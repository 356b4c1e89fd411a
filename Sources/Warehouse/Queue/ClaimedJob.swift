/// A submission that this worker may check and load, as long as nobody else takes it over.
public struct ClaimedJob: Sendable, Hashable {
    /// Number of the job.
    public let id: Int64
    /// Number of the submission.
    public let submission: Int
    /// Which taking this is: what is done under an older number is refused.
    public let leaseNumber: Int
    /// How often the job was started, this time included.
    public let attempt: Int
    /// Who sent it.
    public let sender: Sender
    /// Three-digit code of the authority that sent it, or in whose area the school is; nil when that is not known.
    public let localAuthority: String?
    /// The return, such as `sen2`.
    public let returnName: String
    /// The version the sender gave; nil when the file must tell.
    public let schemaVersion: String?
    /// The files, in the order they were given.
    public let files: [StoredFile]
}
