import Hummingbird
import Warehouse

/// For whatever looks after the process: whether it lives, and whether it can serve.
enum HealthPages: PageGroup {
    static func add(to routes: Routes) {
        routes.get("/healthz/live") { _, _, _ in plain("live") }
        routes.get("/healthz/ready") { portal, _, _ in
            try await portal.warehouse.requireAnswer()
            return plain("ready")
        }
    }

    private static func plain(_ word: String) -> Response {
        Response(
            status: .ok,
            headers: [.contentType: "text/plain; charset=utf-8"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: "\(word)\n"))
        )
    }
}
