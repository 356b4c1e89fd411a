/// The rule about cells that must be filled in.
enum RequiredRules {
    static let missing = CheckRule(
        "value-missing",
        .error,
        title: "Value missing",
        meaning: "Every record must carry a value here, and this one has none or only blanks.",
        fix: "Fill in the item in your case system and write the file again."
    )
}
