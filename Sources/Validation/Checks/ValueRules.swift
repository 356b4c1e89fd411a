/// The rules about cells that must be of their field's type or in its list.
enum ValueRules {
    static let all = [
        dateNotReadable, numberNotReadable, booleanNotReadable, textNotReadable, numberOutOfRange, textTooLong,
        codeNotInList, codeNotOnDate,
    ]

    static let dateNotReadable = CheckRule(
        "date-not-readable",
        .error,
        title: "Date cannot be read",
        meaning: "The cell should hold a day of the calendar in one of the forms that are read.",
        fix: "Write the date as year, month and day, such as 2025-01-16, and check that there is such a day."
    )
    static let numberNotReadable = CheckRule(
        "number-not-readable",
        .error,
        title: "Number cannot be read",
        meaning: "The cell should hold a whole number in digits.",
        fix: "Write the number in digits alone, without spaces, commas or words."
    )
    static let booleanNotReadable = CheckRule(
        "boolean-not-readable",
        .error,
        title: "Yes or no cannot be read",
        meaning: "The cell should say yes or no as 1 or 0, or as true or false.",
        fix: "Write 1 for yes and 0 for no."
    )
    static let textNotReadable = CheckRule(
        "text-not-readable",
        .error,
        title: "Text cannot be read",
        meaning: "The cell should hold text, and what stands there could not be read as text.",
        fix: "Type the text again, and save the file as UTF-8."
    )
    static let numberOutOfRange = CheckRule(
        "number-out-of-range",
        .error,
        title: "Number out of range",
        meaning: "The cell holds a whole number that is smaller or larger than the item can be.",
        fix: "Check the number in your records and correct it."
    )
    static let textTooLong = CheckRule(
        "text-too-long",
        .error,
        title: "Text too long",
        meaning: "The cell holds more characters than the item may have.",
        fix: "Shorten the text to what is expected."
    )
    static let codeNotInList = CheckRule(
        "code-not-in-list",
        .error,
        title: "Code is not in the list",
        meaning: "The cell should hold a code of a list. It is a query where the list itself is not yet confirmed.",
        fix: "Choose the code from this year's list, or map your own code to it."
    )
    static let codeNotOnDate = CheckRule(
        "code-not-valid-on-census-date",
        .error,
        title: "Code was not in use on census day",
        meaning: "The code is known, but it was not yet in use or no longer in use on census day.",
        fix: "Choose the code that has taken its place in this year's list."
    )
}
