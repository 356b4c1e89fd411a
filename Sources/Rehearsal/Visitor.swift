import Foundation

/// What people and systems that send returns have in common.
struct Visitor: Sendable {
    let client: Client
    let measures: Measures
    /// The time, by the client's clock, after which nobody waits any more.
    let patience: Double

    var hasPatience: Bool { client.seconds() < patience && !Task.isCancelled }

    /// Asks, counts the time where the answer is one of those expected, and the answer where it is not.
    func ask(
        _ kind: Measures.Kind,
        _ method: String,
        _ path: String,
        _ headers: [String: String],
        _ body: Data? = nil,
        expecting: Set<Int>
    ) async -> Client.Answer? {
        let answer = await client.ask(method, path, headers, body)
        guard let answer, expecting.contains(answer.status) else {
            if !Task.isCancelled { measures.add(odd: answer?.status, kind) }
            return nil
        }
        measures.add(kind, answer.seconds)
        return answer
    }

    /// Sends a return until it is acknowledged; who is asked to come again does so when told.
    func send(
        _ path: String,
        _ headers: [String: String],
        _ body: Data,
        expecting: Set<Int>
    ) async -> Client.Answer? {
        let start = client.seconds()
        while hasPatience {
            let answer = await client.ask("POST", path, headers, body)
            switch answer?.status {
            case .some(let status) where expecting.contains(status):
                measures.add(.receipt, client.seconds() - start)
                return answer
            case 429, 503:
                measures.turnAway()
                await rest(answer?.retryAfter ?? 5)
            case .none:
                if !Task.isCancelled { measures.add(odd: nil, .receipt) }
                await rest(5)
            case .some(let status):
                measures.add(odd: status, .receipt)
                return nil
            }
        }
        return nil
    }

    func rest(_ seconds: Double) async {
        try? await Task.sleep(for: .seconds(max(0, seconds)))
    }
}
