/// The rules about the form and the check characters of identifiers.
enum IdentifierRules {
    static let all = [
        upnForm, upnCheckLetter, upnAuthority, ulnForm, ulnCheckDigit, urnForm, ukprnForm, postcodeForm,
        authorityUnknown,
    ]

    static let upnForm = CheckRule(
        "upn-form-wrong",
        .error,
        title: "UPN does not have its form",
        meaning:
            "A UPN has 13 characters: a check letter, eleven digits, and a digit or letter. I, O and S are not used.",
        fix: "Copy the UPN from the school's records. If a spreadsheet changed it, set the column to text."
    )
    static let upnCheckLetter = CheckRule(
        "upn-check-letter-wrong",
        .error,
        title: "UPN check letter does not fit",
        meaning: "The first letter of a UPN follows from the other twelve characters. One of them was mistyped.",
        fix: "Compare the UPN with the school's records, character by character."
    )
    static let upnAuthority = CheckRule(
        "upn-authority-unknown",
        .error,
        title: "UPN names no known authority",
        meaning: "Characters 2 to 4 of a UPN are the number of the authority that gave it, now or in the past.",
        fix: "Copy the UPN from the school's records."
    )
    static let ulnForm = CheckRule(
        "uln-form-wrong",
        .error,
        title: "ULN does not have its form",
        meaning: "A ULN has ten digits, and the first is not 0.",
        fix: "Copy the ULN from the learner's records. If a spreadsheet changed it, set the column to text."
    )
    static let ulnCheckDigit = CheckRule(
        "uln-check-digit-wrong",
        .error,
        title: "ULN check digit does not fit",
        meaning: "The last digit of a ULN follows from the other nine. One of them was mistyped.",
        fix: "Compare the ULN with the learner's records, digit by digit."
    )
    static let urnForm = CheckRule(
        "urn-form-wrong",
        .error,
        title: "URN does not have its form",
        meaning: "The unique reference number of an establishment has six digits.",
        fix: "Look the school up in Get Information about Schools and copy its URN."
    )
    static let ukprnForm = CheckRule(
        "ukprn-form-wrong",
        .error,
        title: "UKPRN does not have its form",
        meaning: "A UK provider reference number has eight digits, and the first is 1.",
        fix: "Look the provider up in the UK Register of Learning Providers and copy its number."
    )
    static let postcodeForm = CheckRule(
        "postcode-form-wrong",
        .error,
        title: "Postcode does not have its form",
        meaning:
            "A postcode has an outward part and an inward part, such as SW1A 1AA. Upper case and the space are put right.",
        fix: "Correct the postcode, or leave it blank when it is not known."
    )
    static let authorityUnknown = CheckRule(
        "la-code-unknown",
        .error,
        title: "Local authority number not known",
        meaning: "The cell should hold the three digits of an authority that existed on census day.",
        fix: "Use the three-digit number of the local authority in this year's list."
    )
}
