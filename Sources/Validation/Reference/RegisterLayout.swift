/// The form in which a register comes: which columns hold what, and how a cell that cannot be read is taken.
struct RegisterLayout: Sendable {
    struct Source: Sendable {
        let heading: String
        let reading: CellReading
    }

    /// For each field the columns it may come from, the best first.
    let sources: [EstablishmentRegister.Field: [Source]]
    /// Headings, in lower case, without which the file is not this form.
    let required: [String]
    /// Fields whose absence needs no word.
    let optional: Set<EstablishmentRegister.Field>
    /// Whether a cell that cannot be read stops the reading; otherwise it is noted and left out.
    let isStrict: Bool

    var headings: [String] { sources.values.flatMap { $0.map(\.heading) } }

    /// Our own form, `establishments.csv`.
    static let own = RegisterLayout(
        sources: [
            .urn: [Source("urn", .number)], .ukprn: [Source("ukprn", .number)], .name: [Source("name", .text)],
            .authority: [Source("la_code", .number)], .number: [Source("establishment_number", .number)],
            .type: [Source("type_code", .number)], .typeGroup: [Source("type_group", .text)],
            .status: [Source("status", .number)], .phase: [Source("phase", .phase)],
            .openDate: [Source("open_date", .yearFirst)], .closeDate: [Source("close_date", .yearFirst)],
            .lowAge: [Source("statutory_low_age", .number)], .highAge: [Source("statutory_high_age", .number)],
            .section41: [Source("section_41_approved", .flag)], .boarders: [Source("boarders", .flag)],
            .senUnit: [Source("sen_unit", .flag)], .resourcedProvision: [Source("resourced_provision", .flag)],
            .senUnitCapacity: [Source("sen_unit_capacity", .number)],
            .resourcedProvisionCapacity: [Source("resourced_provision_capacity", .number)],
        ],
        required: [
            "urn", "ukprn", "name", "type_code", "la_code", "phase", "statutory_low_age", "statutory_high_age",
            "open_date", "close_date", "section_41_approved", "sen_unit", "resourced_provision",
        ],
        optional: [.number, .typeGroup, .status, .boarders, .senUnitCapacity, .resourcedProvisionCapacity, .category],
        isStrict: true
    )

    /// The daily extract of Get Information about Schools, `edubasealldata20250401.csv`.
    static let extract = RegisterLayout(
        sources: [
            .urn: [Source("urn", .number)], .ukprn: [Source("ukprn", .number)],
            .name: [Source("establishmentname", .text)], .authority: [Source("la (code)", .number)],
            .number: [Source("establishmentnumber", .number)], .type: [Source("typeofestablishment (code)", .number)],
            .typeGroup: [Source("establishmenttypegroup (name)", .text)],
            .status: [Source("establishmentstatus (code)", .number)],
            .phase: [Source("phaseofeducation (code)", .phase), Source("phaseofeducation (name)", .phase)],
            .openDate: [Source("opendate", .dayFirst)], .closeDate: [Source("closedate", .dayFirst)],
            .lowAge: [Source("statutorylowage", .number)], .highAge: [Source("statutoryhighage", .number)],
            .section41: [
                Source(
                    "section41approved (name)",
                    .words(yes: ["approved"], no: ["not approved", "not applicable"])
                )
            ],
            .boarders: [Source("boarders (name)", .anyBut("no boarders"))],
            .senUnit: [Source("typeofresourcedprovision (name)", .holds("sen unit"))],
            .resourcedProvision: [Source("typeofresourcedprovision (name)", .holds("resourced provision"))],
            .senUnitCapacity: [Source("senunitcapacity", .number)],
            .resourcedProvisionCapacity: [Source("resourcedprovisioncapacity", .number)],
        ],
        required: ["urn", "establishmentname", "typeofestablishment (code)"],
        optional: [.category],
        isStrict: false
    )
}

extension RegisterLayout.Source {
    fileprivate init(_ heading: String, _ reading: CellReading) {
        self.init(heading: heading, reading: reading)
    }
}
