import PostgreSQL

/// A figure of a signed return beside the authority's own last year, its region and England.
public struct NationalCheck: Sendable, Hashable {
    public enum Measure: String, Sendable, CaseIterable {
        case plans
        /// Change of plans on last year, in per cent.
        case growth
        /// Per cent of all plans, by provision.
        case mainstream = "share_mainstream"
        case specialistState = "share_specialist_state"
        case specialistIndependent = "share_specialist_independent"
        case other = "share_other"
    }

    /// What it stands out from.
    public enum Outlier: String, Sendable {
        case lastYear = "last_year"
        case england
    }

    public let sender: String
    public let submission: Int
    public let measure: Measure
    public let value: Double
    /// Nil where nothing was signed the year before.
    public let lastYear: Double?
    public let region: Double?
    public let england: Double?
    /// Nil when it does not stand out; the thresholds are in the comment of `intake.national_check`.
    public let outlier: Outlier?
}

extension Warehouse {
    /// Holds the signed returns of a SEN2 collection against last year's and each other.
    ///
    /// - Parameter year: Year of the collection.
    /// - Returns: All figures, by authority and measure.
    /// - Throws: A `PostgreSQLError`.
    public func nationalChecks(year: Int) async throws -> [NationalCheck] {
        try await transaction { session in
            try session.query(
                """
                SELECT sender, submission_id, measure, round(value, 4)::text AS value, round(last_year, 4)::text AS last_year,
                    round(region, 4)::text AS region, round(england, 4)::text AS england, outlier
                FROM intake.national_check WHERE collection_year = $1
                """,
                [Parameter(year)]
            ).map(NationalCheck.init).sorted {
                ($0.sender, $0.measure.place) < ($1.sender, $1.measure.place)
            }
        }
    }
}

extension NationalCheck.Measure {
    fileprivate var place: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}

extension NationalCheck {
    init(row: Row) throws {
        func number(_ column: String) throws -> Double? { try row.get(column, as: String?.self).flatMap(Double.init) }
        guard let measure = Measure(rawValue: try row.get("measure")), let value = try number("value") else {
            throw WarehouseError.noAnswer
        }
        self.init(
            sender: try row.get("sender"),
            submission: try row.get("submission_id"),
            measure: measure,
            value: value,
            lastYear: try number("last_year"),
            region: try number("region"),
            england: try number("england"),
            outlier: try row.get("outlier", as: String?.self).flatMap(Outlier.init)
        )
    }
}
