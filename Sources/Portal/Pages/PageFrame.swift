import Hummingbird

/// What stands around every page.
///
/// Templates see stored properties alone.
struct PageFrame {
    let title: String
    /// What the browser's tab says: the title, with its page number and any errors told first.
    let tab: String
    let hasStyle: Bool
    let person: String
    let isSignedIn: Bool
    let formToken: String
    /// Links to the person's places.
    let places: [Link]
    let notice: String
    let hasNotice: Bool
    /// Such as "Uploaded, not submitted. 6 days left."
    let banner: String
    let hasBanner: Bool
    let back: String
    let hasBack: Bool
    let errors: [FormProblem]
    let hasErrors: Bool
    let help: String
    var main = ""

    /// A link with its words.
    struct Link {
        let path: String
        let words: String
    }
}

/// What is wrong in a form, with the field it is about.
struct FormProblem: Hashable {
    /// Identifier of the field on the page.
    let field: String
    let words: String
}

/// What a page says about itself.
struct PageSettings {
    var status = HTTPResponse.Status.ok
    /// The page of a list, when there is more than one.
    var number: (page: Int, of: Int)?
    var banner = ""
    /// Where "Back" leads; empty for none.
    var back = ""
    var problems: [FormProblem] = []
}
