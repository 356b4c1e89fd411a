import HTTPTypes
import Hummingbird
import Returns

/// The standards to read and to take: rules, fields, code lists, templates.
enum StandardPages: PageGroup {
    static var templates: [String: [UInt8]] {
        ["rules": PackageResources.rules_mustache, "samples": PackageResources.samples_mustache]
    }

    static func add(to routes: Routes) {
        routes.get("/rules") { portal, _, context in
            portal.page("rules", "Rules", RulesContent(returns: try families(portal)), context)
        }
        routes.get("/samples") { portal, _, context in
            portal.page("samples", "Templates and sample files", RulesContent(returns: try families(portal)), context)
        }
        routes.get("/rules/:first") { portal, _, context in
            let first = context.parameters.get("first") ?? ""
            let names = try families(portal).map(\.name)
            if names.contains(first) { return .redirect(to: "/standards/\(first)/", type: .normal) }
            for name in names where try await portal.standards.file("\(name)/rules/\(first).html") != nil {
                return .redirect(to: "/standards/\(name)/rules/\(first).html", type: .normal)
            }
            throw PortalError.notFound
        }
        routes.get("/rules/:first/:second") { _, _, context in
            let (first, second) = (context.parameters.get("first") ?? "", context.parameters.get("second") ?? "")
            guard (first + second).utf8.allSatisfy({ isPlain($0) }) else { throw PortalError.notFound }
            return .redirect(to: "/standards/\(first)/\(second)/", type: .normal)
        }
        routes.get("/standards") { portal, request, _ in try await file("", portal, request) }
        routes.get("/standards/**") { portal, request, context in
            try await file(context.parameters.getCatchAll().joined(separator: "/"), portal, request)
        }
    }

    private static func file(_ path: String, _ portal: Portal, _ request: Request) async throws -> Response {
        guard let bytes = try await portal.standards.file(path) else { throw PortalError.notFound }
        let isFolder = path.isEmpty || !(path.split(separator: "/").last ?? "").contains(".")
        // Links of a page are relative to its folder.
        guard !isFolder || request.uri.path.hasSuffix("/") else {
            return .redirect(to: request.uri.path + "/", type: .normal)
        }
        return answer(bytes, isFolder ? "index.html" : path)
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        Character(Unicode.Scalar(byte)).isLetter || Character(Unicode.Scalar(byte)).isNumber
            || byte == UInt8(ascii: "-")
            || byte == UInt8(ascii: ".")
    }

    private static func families(_ portal: Portal) throws -> [Family] {
        let identifiers = try portal.library.versions()
        let names = identifiers.map { $0.prefix { $0 != "@" } }
        return try Set(names).sorted().map { name in
            let own = identifiers.filter { $0.hasPrefix("\(name)@") }
            let schemas = try own.map { try portal.library.resolve($0) }
            return Family(String(name), schemas)
        }
    }

    /// Search runs a script of this site; nothing else of it does.
    private static let policy =
        "default-src 'none'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; script-src 'self'; "
        + "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"

    private static func answer(_ bytes: [UInt8], _ path: String) -> Response {
        let ending = path.split(separator: ".").last.map(String.init) ?? ""
        return Response(
            status: .ok,
            headers: [
                .contentType: types[ending] ?? "application/octet-stream", .cacheControl: "public, max-age=3600",
                .contentSecurityPolicy: policy,
            ],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes))
        )
    }

    private static let types = [
        "html": "text/html; charset=utf-8", "css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8",
        "csv": "text/csv; charset=utf-8", "json": "application/json", "xsd": "application/xml",
        "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ]
}

private struct RulesContent {
    let returns: [Family]
}

/// A return with its versions, the newest first.
private struct Family {
    let name: String
    let title: String
    let versions: [Version]

    init(_ name: String, _ schemas: [ResolvedSchema]) {
        self.name = name
        // Titles name the year, which stands beside each version here.
        let year = " \(schemas.last?.collection.year ?? 0)"
        title = (schemas.last?.title ?? name).replacing(year, with: "")
        versions = schemas.reversed().map { schema in
            let folder = "/standards/\(name)/\(schema.version)/"
            return Version(
                version: schema.version,
                path: folder,
                workbook: "\(folder)\(name)-\(schema.version).xlsx",
                messageSchema: "\(folder)\(name)-\(schema.version).xsd",
                package: "\(folder)\(name)-\(schema.version).datapackage.json"
            )
        }
    }

    struct Version {
        let version, path, workbook, messageSchema, package: String
    }
}
