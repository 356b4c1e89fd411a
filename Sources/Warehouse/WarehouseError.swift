/// Why the warehouse did not do what was asked, with what a person needs to mend it.
public enum WarehouseError: Error, Sendable, Hashable {
    /// The key of the pseudonyms has fewer than 32 bytes.
    case pseudonymKeyTooShort
    /// A folder that should hold migrations holds none, or one is misnamed.
    case noMigrations(folder: String)
    /// A migration was changed after it was applied.
    case migrationChanged(name: String)
    /// The database has a migration that this program does not know.
    case migrationUnknown(number: Int)
    /// The sender is not written as `la:301` or `school:100001`.
    case senderUnknown(String)
    /// No collection of the return is open; the version is nil where none was named.
    case collectionNotOpen(returnName: String, version: String?)
    /// There was never such a collection.
    case collectionUnknown(name: String)
    /// The collection is open under other rules of signing, or for other senders.
    case collectionDiffers(name: String)
    /// A collection is named without its year.
    case collectionMisnamed(String)
    case jobMisnamed(String)
    /// The job is under way, elsewhere or here.
    case jobRuns(name: String, since: String)
    /// It would take the place of another upload than whoever sent it was told.
    case takesPlaceOfOther(newest: Int?)
    /// The rule made no query in this submission.
    case nothingToExplain(rule: String)
    /// The rule is not set aside, or is already.
    case knownIssueUnchanged(rule: String)
    /// There is no such explanation.
    case explanationUnknown(id: Int)
    /// The submission was not signed, so that it has no receipt.
    case receiptUnknown(submission: Int)
    /// The key that receipts are signed with has not 32 bytes.
    case receiptKeyUnusable
    /// An explanation says too little, or holds what looks like an identifier; the sentence says what to do.
    case explanationRefused(String)
    /// Nothing was sent.
    case noFiles
    /// A file could not be read, or changed while it was read.
    case fileUnreadable(name: String)
    /// The sender used the same key before, for other files.
    case keyReused(key: String)
    /// There is no such submission.
    case submissionUnknown(id: Int)
    /// Somebody else holds the job now, so what was done for it does not count.
    case leaseLost(job: Int64)
    /// The return names another local authority than its sender.
    case otherAuthority(inReturn: String, sender: String)
    /// Rows sent, rows taken by the database and rows counted there are not the same; nothing was kept.
    case rowsDiffer(table: String, sent: Int, taken: Int, counted: Int)
    /// A row of reference data that could not be read or that points nowhere.
    case referenceUnreadable(file: String, line: Int, problem: String)
    /// A cut of that name exists; cuts never change.
    case cutExists(name: String)
    /// There is no cut of that name.
    case cutUnknown(name: String)
    /// A cut's name has other characters than letters, digits, full stop, hyphen and underscore, or too many.
    case cutMisnamed(name: String)
    /// Nothing was accepted yet, so a cut would be empty.
    case nothingToCut
    /// The database gave no row, or a value that this program does not know, where one always stands.
    case noAnswer
}

extension WarehouseError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .pseudonymKeyTooShort:
            "The key of the pseudonyms is too short. Give a file with at least 32 random bytes."
        case .noMigrations(let folder):
            "There are no migrations in \(folder). Files there are named like 0001-what-it-does.sql."
        case .migrationChanged(let name):
            "The migration \(name) was changed after it was applied. Put it back and add a new one instead."
        case .migrationUnknown(let number):
            "The database has migration \(number), which this program does not know. Use a newer program."
        case .senderUnknown(let sender):
            "The sender \(sender) is not known. Write it like la:301 or school:100001."
        case .collectionNotOpen(let name, let version):
            "No collection of \(name)\(version.map { " \($0)" } ?? "") is open. "
                + "Open it with: sendstat collection open \(name)@\(version ?? "YEAR") --due YYYY-MM-DD"
        case .collectionUnknown(let name):
            "There is no collection \(name). Open it first."
        case .collectionDiffers(let name):
            "The collection \(name) is there already, signed or sent in another way. That does not change once it is open."
        case .collectionMisnamed(let name):
            "A collection is named with its year. Write it like sen2@2025 instead of \(name)."
        case .takesPlaceOfOther(let newest?): "It would take the place of upload \(newest). Say that it shall."
        case .takesPlaceOfOther(nil): "What it was to take the place of was withdrawn. Send it again."
        case .jobRuns(let name, let since): "\(name) is already running since \(since)."
        case .jobMisnamed(let name):
            "A job is named in lower-case letters, digits and dashes, at most 40, instead of \(name)."
        case .nothingToExplain(let rule):
            "The rule \(rule) has no query here to explain. Check its code in the findings."
        case .knownIssueUnchanged(let rule):
            "Nothing was changed for the rule \(rule): it is so already."
        case .explanationUnknown(let id):
            "There is no explanation \(id). Check its number."
        case .receiptKeyUnusable:
            "The key of the receipts cannot be used. Give a file of 32 random bytes."
        case .explanationRefused(let help): help
        case .receiptUnknown(let id):
            "Submission \(id) has no receipt, as nobody signed it."
        case .noFiles:
            "No file was given. Give the files of one return."
        case .fileUnreadable(let name):
            "The file \(name) could not be read. Check that it is there and that nothing writes to it."
        case .keyReused(let key):
            "The key \(key) was used before for other files. Give each return a key of its own."
        case .submissionUnknown(let id):
            "There is no submission \(id). Check the number on the receipt."
        case .leaseLost(let job):
            "Job \(job) was taken over by another worker. Nothing of this attempt was kept."
        case .otherAuthority(let inReturn, let sender):
            "The return is of authority \(inReturn), but \(sender) sent it. Check which file was chosen."
        case .rowsDiffer(let table, let sent, let taken, let counted):
            "Of \(table), \(sent) rows were sent, \(taken) taken and \(counted) counted. Nothing was kept."
        case .referenceUnreadable(let file, let line, let problem):
            line > 0 ? "\(file), line \(line): \(problem)" : "\(file): \(problem)"
        case .cutExists(let name):
            "There is a cut \(name) already, and a cut never changes. Choose another name."
        case .cutUnknown(let name):
            "There is no cut \(name). Make it first."
        case .cutMisnamed(let name):
            "A cut cannot be named \(name). Use up to 64 letters, digits, full stops, hyphens and underscores."
        case .nothingToCut:
            "No return was accepted yet, so there is nothing to freeze."
        case .noAnswer:
            "The database does not answer as this program expects. Run the migrations of this version."
        }
    }
}
