import Foundation

/// A school's management information system: sends through the HTTP API, asks until the return is checked.
struct SchoolVisit: Sendable {
    let visitor: Visitor
    /// Such as `school:100001`.
    let sender: String
    let token: String
    let file: URL
    let sha256: String
    /// Such as `school-census-2026`.
    let collection: String

    func take() async {
        let headers = ["Authorization": "Bearer \(token)"]
        guard let number = await upload(headers) else { return visitor.measures.missReceipt(sender) }
        visitor.measures.acknowledge(.init(submission: number, sender: sender, sha256: sha256))
        guard await waitUntilChecked(number, headers) else { return visitor.measures.missResult() }
    }

    private struct Told: Decodable {
        let upload: Int
        let state: String
        let placeInQueue: Int?
    }

    private func upload(_ headers: [String: String]) async -> Int? {
        var body = MultipartForm()
        guard (try? body.add(file: file)) != nil else { return nil }
        body.end()
        let own = ["Content-Type": MultipartForm.type, "Idempotency-Key": "rehearsal-\(sha256.prefix(16))"]
        let answer = await visitor.send(
            "/api/v1/collections/\(collection)/uploads",
            headers.merging(own) { $1 },
            body.data,
            expecting: [200, 202]
        )
        return answer.flatMap { try? JSONDecoder().decode(Told.self, from: $0.body) }?.upload
    }

    private func waitUntilChecked(_ number: Int, _ headers: [String: String]) async -> Bool {
        var places: [Int] = []
        defer { visitor.measures.add(places: places) }
        var pause = 2.0
        while visitor.hasPatience {
            await visitor.rest(pause)
            let answer = await visitor.ask(.program, "GET", "/api/v1/uploads/\(number)", headers, expecting: [200])
            if let told = answer.flatMap({ try? JSONDecoder().decode(Told.self, from: $0.body) }) {
                guard ["received", "checking"].contains(told.state) else { return true }
                if let place = told.placeInQueue { places.append(place) }
            }
            // Systems ask less and less often.
            pause = min(pause * 1.5, 15)
        }
        return false
    }
}
