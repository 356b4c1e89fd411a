import Foundation
import HTTPTypes
import Hummingbird
import Validation
import Warehouse

/// A collection as programs see it.
struct CollectionAnswer: Encodable {
    let collection, title, schemaVersion: String
    let opensAt, dueAt: String
    let closesAt: String?
    let isOpen: Bool
    let state: String
    let newestUpload, countingUpload: Int?

    init(_ task: SenderTask, title: String) {
        let own = task.collection
        collection = "\(own.returnName)-\(own.year)"
        self.title = title
        schemaVersion = own.schemaVersion
        opensAt = own.opensAt.universalText
        dueAt = own.dueAt.universalText
        closesAt = own.closesAt?.universalText
        isOpen = own.isOpen
        state = task.state.rawValue
        newestUpload = task.newest
        countingUpload = task.counting
    }
}

/// A list of collections.
struct CollectionsAnswer: Encodable {
    let organisation: String
    let collections: [CollectionAnswer]
}

/// An upload as programs see it.
struct UploadAnswer: Encodable {
    let upload: Int
    let collection, state, receivedAt: String
    let reason: String?
    /// 0 while it is being checked; none when it does not wait.
    let placeInQueue: Int?
    let counts: Counts?
    let files: [File]
    let rules: [RuleAnswer]?

    struct Counts: Encodable {
        let errors, queries, notes: Int
    }

    struct File: Encodable {
        let name, sha256: String
        let bytes: Int
    }

    init(_ submission: Submission, place: Int? = nil, rules: [StoredRuleCount]? = nil) {
        upload = submission.id
        collection = submission.returnName + (submission.collectionYear.map { "-\($0)" } ?? "")
        state = submission.state.rawValue
        receivedAt = submission.receivedAt
        reason = submission.reason
        placeInQueue = place
        counts = submission.errors.map {
            Counts(errors: $0, queries: submission.queries ?? 0, notes: submission.warnings ?? 0)
        }
        files = submission.files.map { File(name: $0.name, sha256: $0.sha256, bytes: $0.byteCount) }
        self.rules = rules?.map(RuleAnswer.init)
    }
}

/// How often a rule found something.
struct RuleAnswer: Encodable {
    let rule, severity, title: String
    let count: Int
    let fix: String

    init(_ count: StoredRuleCount) {
        (rule, severity, title) = (count.rule, count.severity.rawValue, count.title)
        (self.count, fix) = (count.count, count.fix)
    }
}

/// A page of uploads.
struct UploadsAnswer: Encodable {
    let uploads: [UploadAnswer]
    /// Give it as `before` for the next page; none on the last.
    let next: Int?
}

/// How far the queries of a rule are explained.
struct QueryAnswer: Encodable {
    let rule, title: String
    let found, explained, checkAgain, missing: Int
    let notice: String?

    init(_ progress: QueryProgress) {
        (rule, title, notice) = (progress.rule, progress.title, progress.notice)
        (found, explained) = (progress.found, progress.explained)
        (checkAgain, missing) = (progress.checkAgain, progress.missing)
    }
}

/// The queries of an upload.
struct QueriesAnswer: Encodable {
    let queries: [QueryAnswer]
}

/// What an explanation did.
struct ExplainedAnswer: Encodable {
    let queries: Int
    let state: String
}

extension Portal {
    /// Makes a response of JSON.
    func json(_ value: some Encodable, _ status: HTTPResponse.Status = .ok) throws -> Response {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let bytes = try encoder.encode(value)
        return Response(
            status: status,
            headers: [.contentType: "application/json"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes))
        )
    }
}
