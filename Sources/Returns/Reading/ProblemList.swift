/// Problems as they are met: names that recur are listed once and counted, records one by one up to a limit.
struct ProblemList {
    private(set) var problems: [ReadingProblem] = []
    private let limit: Int
    private var placeOfName: [NameKey: Int] = [:]
    private var listed: [ReadingProblem.Kind: Int] = [:]
    private var last: [ReadingProblem.Kind: Int] = [:]

    private struct NameKey: Hashable {
        let kind: ReadingProblem.Kind
        let table: String
        let name: String
    }

    init(limit: Int) {
        self.limit = limit
    }

    /// Adds a problem; one that concerns a name already listed, or that comes after the limit, is only counted.
    mutating func add(_ problem: ReadingProblem) {
        if problem.kind == .unknownName {
            let key = NameKey(kind: problem.kind, table: problem.table, name: problem.found.lowercased())
            if let place = placeOfName[key] {
                problems[place] = problems[place].repeated()
                return
            }
            placeOfName[key] = problems.count
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
