/// Why something about a person's access was not done.
///
/// No case carries what was typed.
public enum AccessError: Error, Sendable, Hashable {
    case organisationUnknown
    case roleElsewhere
    case nameMissing
    case emailUnreadable
    case emailTaken
    case accountUnknown
    case accountClosed
    case roleNotHeld
    case passwordRefused(PasswordProblem)
    /// A link to choose a password was used, replaced, ran out or never was.
    case linkSpent
    case secondFactorMissing
    case secondFactorPresent
    /// The stored secret does not open: the home's key is another one than when it was kept.
    case secondFactorUnreadable
    case tokenUnknown
    case tokenLifeUnfit
    case requestUnknown
    case requestDecided
    case mayNotDecide
    case sessionEnded
    /// A provider names an address of somebody here, but does not vouch for it.
    case emailNotVerified
    /// The address belongs to an account that comes from the provider under another identity.
    case identityTaken
    /// A role that cannot be an analyst's.
    case analystMisnamed
    /// No area that is known, or none that the analyst has.
    case areaUnknown
}

extension AccessError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .organisationUnknown: "That organisation is not known. Write it like la:301, school:100001 or national."
        case .roleElsewhere:
            "national_team and operator are roles of national; viewer, preparer and approver of an authority or school."
        case .nameMissing: "Give the person's name, up to 200 characters."
        case .emailUnreadable: "Give an email address, like name@example.org."
        case .emailTaken: "There is an account with this email address already."
        case .accountUnknown: "There is no such account. See who there is with: sendstat account list"
        case .accountClosed: "This account is closed."
        case .roleNotHeld: "The person does not hold this role, so nothing was taken away."
        case .passwordRefused(let problem): problem.description
        case .linkSpent: "This link no longer works. Ask for a new one."
        case .secondFactorMissing: "No second factor is set up for this account."
        case .secondFactorPresent: "A second factor is set up already. Remove it first."
        case .secondFactorUnreadable:
            "The second factor cannot be read with this home's key. Remove it and set it up again."
        case .tokenUnknown: "There is no such token, or it was taken back before."
        case .tokenLifeUnfit: "A token lives for 1 to 366 days. Choose a number of days in between."
        case .requestUnknown: "There is no such request for access."
        case .requestDecided: "This request was decided already."
        case .mayNotDecide:
            "You cannot decide this request. An approver of the organisation or the national team can, but not whose it is."
        case .sessionEnded: "You have been signed out. Sign in again."
        case .emailNotVerified: "Your sign-in provider has not verified your email address. Verify it there first."
        case .analystMisnamed:
            "An analyst's role is named in lower-case letters, digits and underscores, and is nobody else's role here."
        case .areaUnknown: "That area is not known, or was not given. Write all, E12000007 or 301."
        case .identityTaken: "This email address belongs to another identity. Ask the operator of this service."
        }
    }
}
