internal import Disclosure

/// Age bands, primary needs and sexes: the codes that `pub.plan` gives and the words a reader sees.
enum Breakdowns {
    static let notRecorded = Dimension.Category(code: "not_recorded", label: "Not recorded")

    /// Bands of age in years on the 31 August before census day.
    static let ageBand = Dimension(
        name: "age_band",
        label: "Age band",
        categories: [
            .init(code: "a00_04", label: "0 to 4"),
            .init(code: "a05_10", label: "5 to 10"),
            .init(code: "a11_15", label: "11 to 15"),
            .init(code: "a16_19", label: "16 to 19"),
            .init(code: "a20_25", label: "20 to 25"),
            notRecorded,
        ]
    )

    static let primaryNeed = Dimension(
        name: "sen_primary_need",
        label: "Primary need",
        categories: [
            .init(code: "ASD", label: "Autistic spectrum disorder"),
            .init(code: "SLCN", label: "Speech, language and communication needs"),
            .init(code: "SEMH", label: "Social, emotional and mental health"),
            .init(code: "MLD", label: "Moderate learning difficulty"),
            .init(code: "SLD", label: "Severe learning difficulty"),
            .init(code: "PD", label: "Physical disability"),
            .init(code: "SPLD", label: "Specific learning difficulty"),
            .init(code: "HI", label: "Hearing impairment"),
            .init(code: "PMLD", label: "Profound and multiple learning difficulty"),
            .init(code: "VI", label: "Vision impairment"),
            .init(code: "MSI", label: "Multi-sensory impairment"),
            .init(code: "DS", label: "Down syndrome"),
            .init(code: "OTH", label: "Other difficulty or disorder"),
            notRecorded,
        ]
    )

    static let sex = Dimension(
        name: "sex",
        label: "Sex",
        categories: [.init(code: "F", label: "Female"), .init(code: "M", label: "Male"), notRecorded]
    )

    /// Whether a category could be returned in a year: Down syndrome is a need of its own from the 2025 collection on.
    static func isCollected(_ code: String, in year: Int) -> Bool {
        code != "DS" || year >= 2_025
    }
}
