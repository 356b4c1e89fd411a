/// Where a child with a plan is placed: a leaf of the placement tree, named by its placement code.
enum Setting: String, CaseIterable, Sendable {
    case mainstreamMaintained = "mainstream_la_maintained"
    case mainstreamMaintainedResourced = "mainstream_la_maintained_resourced_provision"
    case mainstreamMaintainedUnit = "mainstream_la_maintained_sen_unit"
    case mainstreamAcademy = "mainstream_academy"
    case mainstreamAcademyResourced = "mainstream_academy_resourced_provision"
    case mainstreamAcademyUnit = "mainstream_academy_sen_unit"
    case mainstreamFreeSchool = "mainstream_free_school"
    case mainstreamFreeSchoolResourced = "mainstream_free_school_resourced_provision"
    case mainstreamFreeSchoolUnit = "mainstream_free_school_sen_unit"
    case mainstreamIndependent = "mainstream_independent"
    case specialMaintained = "special_la_maintained"
    case specialAcademy = "special_academy_free"
    case specialIndependent = "special_independent"
    case specialNonMaintained = "special_non_maintained"
    case alternativeMaintained = "alternative_provision_la_maintained"
    case alternativeAcademy = "alternative_provision_academy"
    case alternativeFreeSchool = "alternative_provision_free_school"
    case furtherEducation = "further_education_general"
    case specialistPost16 = "further_education_specialist_post_16"
    case otherProvider = "further_education_other_provider"
    case earlyYears = "early_years_non_maintained"
    case electiveHomeEducation = "elective_home_education"
    case arrangedByAuthority = "arranged_by_la"
    case arrangedByParent = "arranged_by_parent"
    case onlineProvider = "online_provider"
    case welshEstablishment = "welsh_establishment"
    case otherEstablishment = "other_establishment"
    case otherSetting = "other_setting"
    case notInEducation = "not_in_education_neet"
    case notInEducationCeasing = "not_in_education_ceasing"
    case notInEducationOther = "not_in_education_other"
    case notInEducationCompulsoryAge = "not_in_education_compulsory_age"
    case notRecorded = "not_recorded"

    /// The place in `allCases`, and so in every table of the calibration.
    var index: Int { Self.indices[self, default: 0] }

    private static let indices = Dictionary(uniqueKeysWithValues: allCases.enumerated().map { ($1, $0) })

    /// The code that a return gives where there is no establishment; nil where there is one, or nothing is recorded.
    var code: String? {
        switch self {
        case .earlyYears: "EYP"
        case .electiveHomeEducation: "EHE"
        case .arrangedByAuthority: "OLA"
        case .arrangedByParent: "OPA"
        case .otherSetting: "OTH"
        case .notInEducation: "NEET"
        case .notInEducationCeasing: "NIEC"
        case .notInEducationOther, .notInEducationCompulsoryAge: "NIEO"
        default: nil
        }
    }

    /// Whether the code asks for words that explain it.
    var wantsDetail: Bool {
        switch self {
        case .otherSetting, .notInEducationOther, .notInEducationCompulsoryAge: true
        default: false
        }
    }

    var isInUnit: Bool {
        switch self {
        case .mainstreamMaintainedUnit, .mainstreamAcademyUnit, .mainstreamFreeSchoolUnit: true
        default: false
        }
    }

    var isInResourcedProvision: Bool {
        switch self {
        case .mainstreamMaintainedResourced, .mainstreamAcademyResourced, .mainstreamFreeSchoolResourced: true
        default: false
        }
    }
}

/// A type of need, as the return codes it.
enum Need: String, CaseIterable, Sendable {
    case asd = "ASD"
    case hi = "HI"
    case mld = "MLD"
    case msi = "MSI"
    case oth = "OTH"
    case pd = "PD"
    case pmld = "PMLD"
    case semh = "SEMH"
    case slcn = "SLCN"
    case sld = "SLD"
    case spld = "SPLD"
    case vi = "VI"
    case notRecorded = "not_recorded"
}
