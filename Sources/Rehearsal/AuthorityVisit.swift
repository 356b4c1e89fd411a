import Foundation

/// An authority's data officer at a browser: signs in, uploads, looks until the findings are there, looks through them.
struct AuthorityVisit: Sendable {
    let visitor: Visitor
    /// Such as `la:301`.
    let sender: String
    let email, password: String
    let file: URL
    let sha256: String
    /// Such as `sen2-2025`.
    let collection: String
    /// When Upload is pressed, by the client's clock.
    let uploadsAt: Double

    func take() async {
        guard let cookie = await signIn(), let place = await upload(cookie) else {
            return visitor.measures.missReceipt(sender)
        }
        let headers = ["Cookie": cookie]
        guard await waitForFindings(place, headers) else { return visitor.measures.missResult() }
        for page in ["", "/queries", "/history"] { _ = await show(place + page, headers) }
        _ = await visitor.ask(.program, "GET", place + "/findings.csv", headers, expecting: [200])
    }

    private func show(_ path: String, _ headers: [String: String]) async -> Client.Answer? {
        await visitor.ask(.page, "GET", path, headers, expecting: [200])
    }

    private func signIn() async -> String? {
        _ = await show("/sign-in", [:])
        func encoded(_ text: String) -> String {
            text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
        }
        let fields = "email=\(encoded(email))&password=\(encoded(password))&next=%2Fhome"
        let type = ["Content-Type": "application/x-www-form-urlencoded"]
        while visitor.hasPatience {
            let answer = await visitor.ask(
                .signIn,
                "POST",
                "/sign-in",
                type,
                Data(fields.utf8),
                expecting: [302, 303]
            )
            guard let answer else {
                await visitor.rest(5)
                continue
            }
            let cookie = String(answer.setCookie.prefix { $0 != ";" })
            let home = await visitor.ask(.page, "GET", "/home", ["Cookie": cookie], expecting: [200, 302, 303])
            if let place = home?.location, !place.isEmpty { _ = await show(place, ["Cookie": cookie]) }
            return cookie
        }
        return nil
    }

    /// - Returns: The address of the upload's page.
    private func upload(_ cookie: String) async -> String? {
        let path = "/senders/\(sender)/upload/\(collection)"
        guard let form = await show(path, ["Cookie": cookie])?.text else { return nil }
        var body = MultipartForm()
        body.add("form_token", Self.field("form_token", in: form))
        body.add("key", Self.field("key", in: form))
        guard (try? body.add(file: file)) != nil else { return nil }
        body.end()
        await visitor.rest(uploadsAt - visitor.client.seconds())
        let headers = ["Cookie": cookie, "Content-Type": MultipartForm.type]
        guard let answer = await visitor.send(path, headers, body.data, expecting: [302, 303]) else { return nil }
        guard let number = answer.location.split(separator: "/").last.flatMap({ Int($0) }) else { return nil }
        visitor.measures.acknowledge(.init(submission: number, sender: sender, sha256: sha256))
        return answer.location
    }

    private func waitForFindings(_ place: String, _ headers: [String: String]) async -> Bool {
        var places: [Int] = []
        defer { visitor.measures.add(places: places) }
        while visitor.hasPatience {
            if let text = await show(place, headers)?.text {
                guard text.contains("See how far it is now") else { return true }
                if let told = Self.place(in: text) { places.append(told) }
            }
            await visitor.rest(5)
        }
        return false
    }

    /// The value that a page's form holds in a hidden field.
    static func field(_ name: String, in page: String) -> String {
        guard let start = page.range(of: "name=\"\(name)\" value=\"") else { return "" }
        return String(page[start.upperBound...].prefix { $0 != "\"" })
    }

    /// The place in the queue that a page tells in words.
    static func place(in page: String) -> Int? {
        if page.contains("It is being checked now.") { return 0 }
        if page.contains("It is the next to be checked.") { return 1 }
        guard let end = page.range(of: " checked before it.") else { return nil }
        let words = page[..<end.lowerBound].suffix(40).split(separator: " ").dropLast(2)
        return words.last.flatMap { Int($0.filter { $0 != "," }) }.map { $0 + 1 }
    }
}
