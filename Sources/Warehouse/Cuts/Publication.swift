import PostgreSQL

extension Warehouse {
    /// Notes that the release made from a cut is out, so that its figures may stand beside those of an upload.
    ///
    /// - Parameter cut: Name of the cut.
    /// - Returns: Whether it was not noted before.
    /// - Throws: `WarehouseError.cutUnknown`, or a `PostgreSQLError`.
    @discardableResult
    public func markPublished(cut: String) async throws -> Bool {
        try await transaction { session in
            guard try !session.query("SELECT FROM pub.cut WHERE cut = $1 LIMIT 1", [.text(cut)]).isEmpty else {
                throw WarehouseError.cutUnknown(name: cut)
            }
            let isNew = try session.execute(
                "INSERT INTO warehouse.publication (cut) VALUES ($1) ON CONFLICT (cut) DO NOTHING",
                [.text(cut)]
            )
            guard isNew == 1 else { return false }
            try Audit.record("release-published", "cut:\(cut)", in: session)
            return true
        }
    }

    /// The cut whose release came out last; nil while none is out.
    ///
    /// - Returns: Its name.
    /// - Throws: A `PostgreSQLError`.
    public func lastPublishedCut() async throws -> String? {
        try await transaction { session in
            try session.query(
                "SELECT cut FROM warehouse.publication ORDER BY published_at DESC, cut DESC LIMIT 1"
            ).first?.get("cut")
        }
    }
}
