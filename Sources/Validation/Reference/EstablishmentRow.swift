import Returns

/// One row of `establishments.csv`, read cell by cell.
struct EstablishmentRow {
    let urn: Int32
    let ukprn: Int32
    let name: String
    let typeCode: Int32
    let authorityCode: Int32
    let phase: String
    let lowAge: Int32
    let highAge: Int32
    let openDay: Int32
    let closeDay: Int32
    let isSection41Approved: Bool
    let hasSENUnit: Bool
    let hasResourcedProvision: Bool

    static let headings = [
        "urn", "ukprn", "name", "type_code", "la_code", "phase", "statutory_low_age", "statutory_high_age",
        "open_date", "close_date", "section_41_approved", "sen_unit", "resourced_provision",
    ]

    /// Reads a row.
    ///
    /// - Throws: `ReferenceError` naming the row's line and the column that could not be read.
    init(_ row: ReferenceRow) throws(ReferenceError) {
        guard let urn = try row.number("urn") else { throw row.error("urn", expected: "6 digits") }
        self.urn = urn
        ukprn = try row.number("ukprn") ?? 0
        name = row.text("name")
        typeCode = try row.number("type_code") ?? 0
        authorityCode = try row.number("la_code") ?? 0
        phase = row.text("phase")
        lowAge = try row.number("statutory_low_age") ?? -1
        highAge = try row.number("statutory_high_age") ?? -1
        openDay = try row.day("open_date") ?? .min
        closeDay = try row.day("close_date") ?? .max
        isSection41Approved = try row.boolean("section_41_approved")
        hasSENUnit = try row.boolean("sen_unit")
        hasResourcedProvision = try row.boolean("resourced_provision")
    }
}
