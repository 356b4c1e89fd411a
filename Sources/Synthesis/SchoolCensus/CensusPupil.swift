/// A made-up pupil as the school sends it, before it takes the form of one file or another.
struct CensusPupil {
    struct Need {
        var type: String
        var rank: Int32
    }

    /// A value that is sent in place of the one made up: other text, or nothing.
    enum Spoilt {
        case emptied
        case spelt(String)
    }

    var upn: [UInt8]
    var uln: [UInt8]
    var surname: [UInt8]
    var forename: [UInt8]
    /// Age on the last 31 August.
    let age: Int
    var birthDate: Int32
    var sex: String
    var ethnicity: String
    var language: String
    var enrolment = "C"
    var entryDate: Int32
    var yearGroup: String
    var boarder = "N"
    var provision: String
    var isInUnit = false
    var isInResourcedProvision = false
    var hasTopUp = false
    var needs: [Need] = []
    /// What is sent otherwise than made up.
    var spoilt: [CensusItem: Spoilt] = [:]
    /// Whether a fault was planted in it.
    var isTouched = false
}
