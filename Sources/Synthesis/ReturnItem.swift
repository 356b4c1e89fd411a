/// The items of the SEN2 return that a synthetic nation fills, named by table and column of the CSV set.
///
/// The schema decides which of them a version has, in which order, and how they are called in each form.
enum ReturnItem: String, CaseIterable {
    case collection = "sen2.collection", year = "sen2.year", referenceDate = "sen2.referencedate"
    case sourceLevel = "sen2.sourcelevel", lea = "sen2.lea", softwareCode = "sen2.softwarecode"
    case release = "sen2.release", serialNo = "sen2.serialno", dateTime = "sen2.datetime"
    case dmo = "sen2.dmo", dco = "sen2.dco", dsco = "sen2.dsco"

    case surname = "person.surname", forename = "person.forename", birthDate = "person.personbirthdate"
    case sex = "person.sex", ethnicity = "person.ethnicity", postcode = "person.postcode", upn = "person.upn"
    case uln = "person.uniquelearnernumber", upnUnknown = "person.upnunknown"

    case received = "requests.receiveddate", source = "requests.requestsource", rya = "requests.rya"
    case requestOutcomeDate = "requests.requestoutcomedate", requestOutcome = "requests.requestoutcome"
    case requestMediation = "requests.requestmediation", requestTribunal = "requests.requesttribunal"
    case exported = "requests.exported"

    case assessmentOutcome = "assessment.assessmentoutcome"
    case assessmentOutcomeDate = "assessment.assessmentoutcomedate"
    case assessmentMediation = "assessment.assessmentmediation", assessmentTribunal = "assessment.assessmenttribunal"
    case otherMediation = "assessment.othermediation", otherTribunal = "assessment.othertribunal"
    case week20 = "assessment.week20"

    case startDate = "namedplan.startdate", planRes = "namedplan.planres", planWBP = "namedplan.planwbp"
    case pb = "namedplan.pb", oa = "namedplan.oa", dp = "namedplan.dp"
    case ceaseDate = "namedplan.ceasedate", ceaseReason = "namedplan.ceasereason"

    case planURN = "plandetail.urn", planUKPRN = "plandetail.ukprn", planSetting = "plandetail.sensetting"
    case planSettingOther = "plandetail.sensettingother", planRank = "plandetail.placementrank"
    case planUnit = "plandetail.senunitindicator", planResourced = "plandetail.resourcedprovisionindicator"

    case transferLA = "activeplans.transferla", reviewMeeting = "activeplans.reviewmeeting"
    case reviewOutcome = "activeplans.reviewoutcome", reviewDraft = "activeplans.reviewdraft"
    case phaseTransferDue = "activeplans.phasetransferduedate"
    case phaseTransferFinal = "activeplans.phasetransferfinaldate", lastReview = "activeplans.lastreview"

    case placementURN = "placementdetail.urn", placementUKPRN = "placementdetail.ukprn"
    case placementSetting = "placementdetail.sensetting", placementSettingOther = "placementdetail.sensettingother"
    case placementRank = "placementdetail.placementrank", entryDate = "placementdetail.entrydate"
    case leavingDate = "placementdetail.leavingdate", placementUnit = "placementdetail.senunitindicator"
    case placementResourced = "placementdetail.resourcedprovisionindicator"
    case res = "placementdetail.res", wbp = "placementdetail.wbp"

    case senType = "senneed.sentype", senTypeRank = "senneed.sentyperank"

    /// The place in `allCases`.
    var index: Int { Self.indices[self, default: 0] }

    private static let indices = Dictionary(uniqueKeysWithValues: allCases.enumerated().map { ($1, $0) })
}

/// The tables of the SEN2 return, parents first.
enum ReturnPart: Int, CaseIterable {
    case header, person, request, assessment, namedPlan, planDetail, activePlan, placement, need

    /// The stem of the table's names in the CSV set.
    var csvName: String {
        switch self {
        case .header: "sen2"
        case .person: "person"
        case .request: "requests"
        case .assessment: "assessment"
        case .namedPlan: "namedplan"
        case .planDetail: "plandetail"
        case .activePlan: "activeplans"
        case .placement: "placementdetail"
        case .need: "senneed"
        }
    }
}
