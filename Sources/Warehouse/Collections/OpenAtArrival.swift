import PostgreSQL

/// The collection that a submission belongs to, as it stood when the return came in.
enum OpenAtArrival {
    /// Makes sure that a return may come in now.
    ///
    /// - Throws: `WarehouseError.collectionNotOpen`.
    static func require(_ standard: StandardName, in session: Session) throws {
        let open = try session.query(
            """
            SELECT FROM intake.collection
            WHERE return_name = $1 AND ($2::integer IS NULL OR collection_year = $2)
                AND opens_at <= clock_timestamp() AND coalesce(closes_at, 'infinity') > clock_timestamp()
            """,
            [.text(standard.returnName), Parameter(standard.year)]
        )
        guard !open.isEmpty else { throw notOpen(standard) }
    }

    /// How returns of a submission's year are signed, once the year is known from the return itself.
    ///
    /// - Throws: `WarehouseError.collectionNotOpen` when the collection of that year was not open when it came.
    static func signOff(of job: ClaimedJob, year: Int, in session: Session) throws -> ReturnCollection.SignOff {
        let rows = try session.query(
            """
            SELECT c.sign_off FROM intake.collection c, intake.submission s
            WHERE s.id = $1 AND c.return_name = s.return_name AND c.collection_year = $2
                AND c.opens_at <= s.received_at AND coalesce(c.closes_at, 'infinity') > s.received_at
            """,
            [Parameter(job.submission), Parameter(year)]
        )
        guard let signOff = try rows.first.flatMap({ ReturnCollection.SignOff(rawValue: try $0.get("sign_off")) })
        else { throw notOpen(StandardName("\(job.returnName)@\(year)")) }
        return signOff
    }

    private static func notOpen(_ standard: StandardName) -> WarehouseError {
        .collectionNotOpen(returnName: standard.returnName, version: standard.version)
    }
}
