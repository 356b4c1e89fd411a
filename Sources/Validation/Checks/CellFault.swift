import Returns

/// Which rule a cell breaks, by its field's type and the state that typing gave it.
struct CellFault {
    let rule: CheckRule
    private let ending: String

    init(type: FieldType, state: UInt8) {
        (rule, ending) = Self.ruleAndEnding(type, state)
    }

    /// The first sentence of the message.
    func sentence(_ title: String) -> String { "“\(title)” \(ending)" }

    private static func ruleAndEnding(_ type: FieldType, _ state: UInt8) -> (CheckRule, String) {
        let isOutOfBounds = state == CellState.outOfBounds
        switch type {
        case .text:
            return isOutOfBounds
                ? (ValueRules.textTooLong, "is longer than the return allows.")
                : (ValueRules.textNotReadable, "could not be read as text.")
        case .integer:
            return isOutOfBounds
                ? (ValueRules.numberOutOfRange, "is outside the range it can have.")
                : (ValueRules.numberNotReadable, "could not be read as a whole number.")
        case .boolean: return (ValueRules.booleanNotReadable, "could not be read as yes or no.")
        case .date, .dateTime: return (ValueRules.dateNotReadable, "could not be read as a date.")
        case .code:
            return isOutOfBounds
                ? (ValueRules.codeNotOnDate, "has a code that was not in use on census day.")
                : (ValueRules.codeNotInList, "has a code that is not in the list.")
        case .identifier(let kind): return identifier(kind, state)
        }
    }

    private static func identifier(_ kind: IdentifierKind, _ state: UInt8) -> (CheckRule, String) {
        switch (kind, state) {
        case (.upn, CellState.checkFailed):
            (IdentifierRules.upnCheckLetter, "has a check letter that does not fit its digits.")
        case (.upn, CellState.outOfBounds):
            (IdentifierRules.upnAuthority, "names a local authority that has never been.")
        case (.upn, _): (IdentifierRules.upnForm, "does not have the form of a UPN.")
        case (.uln, CellState.checkFailed):
            (IdentifierRules.ulnCheckDigit, "has a last digit that does not fit the others.")
        case (.uln, _): (IdentifierRules.ulnForm, "does not have the form of a ULN.")
        case (.urn, _): (IdentifierRules.urnForm, "does not have the form of a URN.")
        case (.ukprn, _): (IdentifierRules.ukprnForm, "does not have the form of a UKPRN.")
        case (.postcode, _): (IdentifierRules.postcodeForm, "does not have the form of a postcode.")
        case (.localAuthority, _): (IdentifierRules.authorityUnknown, "is not the number of a local authority.")
        }
    }
}
