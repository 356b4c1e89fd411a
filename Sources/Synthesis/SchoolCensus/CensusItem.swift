import Returns

/// A table of the school census return.
enum CensusTable: String, CaseIterable {
    case header, school, provision = "approved_provision", pupil, need = "sen_need", former = "former_pupil"

    /// The place in `allCases`, and so in every list by table.
    var place: Int { Self.places[self, default: 0] }

    private static let places = Dictionary(uniqueKeysWithValues: allCases.enumerated().map { ($1, $0) })
}

/// An item of the school census return, by our names of its table and field.
enum CensusItem: String, CaseIterable {
    case collection = "header.collection", term = "header.term", year = "header.year"
    case referenceDate = "header.reference_date", sourceLevel = "header.source_level"
    case authority = "header.local_authority", establishment = "header.establishment_number", urn = "header.urn"
    case software = "header.software_code", release = "header.release", serial = "header.serial_number"
    case madeAt = "header.date_time"

    case schoolName = "school.school_name", phase = "school.phase", schoolType = "school.school_type"
    case highestYear = "school.highest_year_group", lowestYear = "school.lowest_year_group"
    case intake = "school.intake", governance = "school.governance"
    case approvedNeed = "approved_provision.sen_type"

    case upn = "pupil.upn", uln = "pupil.unique_learner_number", surname = "pupil.surname", forename = "pupil.forename"
    case birthDate = "pupil.birth_date", sex = "pupil.sex", ethnicity = "pupil.ethnicity", language = "pupil.language"
    case enrolment = "pupil.enrolment_status", entryDate = "pupil.entry_date", yearGroup = "pupil.year_group"
    case classType = "pupil.class_type", partTime = "pupil.part_time", boarder = "pupil.boarder"
    case provision = "pupil.sen_provision", unit = "pupil.sen_unit", resourced = "pupil.resourced_provision"
    case topUp = "pupil.top_up_funding"

    case needType = "sen_need.sen_type", needRank = "sen_need.sen_type_rank"

    case formerUPN = "former_pupil.upn", formerSurname = "former_pupil.surname"
    case formerForename = "former_pupil.forename", formerBirthDate = "former_pupil.birth_date"
    case formerSex = "former_pupil.sex", formerEntry = "former_pupil.entry_date"
    case leavingDate = "former_pupil.leaving_date"

    var place: Int { Self.places[self, default: 0] }

    private static let places = Dictionary(uniqueKeysWithValues: allCases.enumerated().map { ($1, $0) })
}

/// Where each item stands in the tables of one version of the return.
struct CensusLayout: Sendable {
    let schema: ResolvedSchema
    /// For each `CensusTable`, its index in the schema.
    let tables: [Int]
    /// For each `CensusItem`, the indices of its table and field.
    let slots: [(table: Int, field: Int)]

    init(schema: ResolvedSchema) throws(SynthesisError) {
        self.schema = schema
        var tables: [Int] = []
        for table in CensusTable.allCases {
            guard let index = schema.index(of: table.rawValue) else { throw Self.missing(table.rawValue, schema) }
            tables.append(index)
        }
        var slots: [(table: Int, field: Int)] = []
        for item in CensusItem.allCases {
            let names = item.rawValue.split(separator: ".").map(String.init)
            guard let table = schema.index(of: names[0]), let field = schema.tables[table].index(of: names[1]) else {
                throw Self.missing(item.rawValue, schema)
            }
            slots.append((table, field))
        }
        self.tables = tables
        self.slots = slots
    }

    func index(_ table: CensusTable) -> Int { tables[table.place] }

    private static func missing(_ name: String, _ schema: ResolvedSchema) -> SynthesisError {
        SynthesisError(sentence: "The standard \(schema.identifier) has no \(name). Install the Schemas folder whole.")
    }
}
