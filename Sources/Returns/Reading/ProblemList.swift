/// Problems as they are met: names that recur are listed once and counted, records one by one up to a limit.
struct ProblemList {
    private(set) var problems: [ReadingProblem] = []
    /// One for each name that the standard knows and does not take.
    private(set) var notes: [ReadingNote] = []
    private let limit: Int
    private let notTaken: NotTaken
    private var placeOfNote: [NameKey: Int] = [:]
    private var placeOfName: [NameKey: Int] = [:]
    private var listed: [ReadingProblem.Kind: Int] = [:]
    private var last: [ReadingProblem.Kind: Int] = [:]

    private struct NameKey: Hashable {
        let kind: ReadingProblem.Kind
        let table: String
        let name: String
    }

    init(limit: Int, notTaken: NotTaken) {
        self.limit = limit
        self.notTaken = notTaken
    }

    /// Notes what the standard knows and does not take: each name once, with how often it came.
    private mutating func noteNotTaken(_ topic: NotTaken.Topic, _ key: NameKey, at place: Place) {
        if let known = placeOfNote[key] {
            notes[known] = notes[known].met(1)
            return
        }
        placeOfNote[key] = notes.count
        notes.append(ReadingNote(.notTaken, at: place, "\(topic.title): not taken by this standard, and not read."))
    }

    /// Notes a file or sheet of the set that the standard does not take.
    ///
    /// - Parameter file: Its name.
    /// - Returns: Whether it is one.
    mutating func passesOver(file: String) -> Bool {
        guard let topic = notTaken.topic(ofFile: file) else { return false }
        let key = NameKey(kind: .missingTable, table: "", name: file)
        noteNotTaken(topic, key, at: Place(file: file, line: 0))
        return true
    }

    /// Adds a problem; one that concerns a name already listed, or that comes after the limit, is only counted.
    mutating func add(_ problem: ReadingProblem) {
        if problem.kind == .unknownName {
            let key = NameKey(kind: problem.kind, table: problem.table, name: problem.found.lowercased())
            if let topic = notTaken.topic(of: problem.found, in: problem.table) {
                return noteNotTaken(topic, key, at: problem.place)
            }
            if let place = placeOfName[key] {
                problems[place] = problems[place].repeated()
                return
            }
            if listed[problem.kind, default: 0] < limit { placeOfName[key] = problems.count }
        }
        if listed[problem.kind, default: 0] >= limit, let place = last[problem.kind] {
            problems[place] = problems[place].repeated()
            return
        }
        listed[problem.kind, default: 0] += 1
        last[problem.kind] = problems.count
        problems.append(problem)
    }
}
