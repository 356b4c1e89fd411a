import Foundation
import HTTPTypes
import Hummingbird

/// What the API is, for programs (OpenAPI 3.1) and for people.
enum ProgramDescription: PageGroup {
    static var templates: [String: [UInt8]] { ["programs": PackageResources.programs_mustache] }

    static func add(to routes: Routes) {
        routes.get("/api") { portal, _, context in
            let document = try OpenAPIDocument()
            let content = ProgramsContent(
                address: portal.settings.address,
                operations: document.operations,
                requestsPerMinute: String(portal.settings.requestsPerMinute),
                limit: "\(portal.settings.uploadLimit >> 20) MB"
            )
            return portal.page("programs", "For suppliers' systems", content, context)
        }
        routes.get("/api/openapi.json") { portal, _, _ in
            let bytes = try OpenAPIDocument().bytes(servedAt: portal.settings.address)
            return Response(
                status: .ok,
                headers: [.contentType: "application/json"],
                body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes))
            )
        }
        ProgramRoute.refuseOthers(than: [.get], at: "/api/openapi.json", routes)
    }
}

private struct ProgramsContent {
    let address: String
    let operations: [OpenAPIDocument.Operation]
    let requestsPerMinute, limit: String
}

/// The description of the API as it stands in `openapi.json`.
struct OpenAPIDocument {
    /// One thing that can be asked.
    struct Operation {
        let method, path, summary: String
    }

    private let members: [String: Any]

    init() throws {
        let value = try JSONSerialization.jsonObject(with: Data(PackageResources.openapi_json))
        members = value as? [String: Any] ?? [:]
    }

    /// In the order of the addresses.
    var operations: [Operation] {
        let paths = members["paths"] as? [String: [String: Any]] ?? [:]
        return paths.sorted { $0.key < $1.key }.flatMap { path, methods in
            methods.sorted { $0.key < $1.key }.compactMap { method, value in
                let summary = (value as? [String: Any])?["summary"] as? String
                return summary.map { Operation(method: method.uppercased(), path: path, summary: $0) }
            }
        }
    }

    /// The document, naming where this portal is reached.
    func bytes(servedAt address: String) throws -> Data {
        var document = members
        document["servers"] = [["url": address]]
        return try JSONSerialization.data(withJSONObject: document, options: [.sortedKeys, .withoutEscapingSlashes])
    }
}
