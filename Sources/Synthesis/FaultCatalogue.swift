import Returns

extension FaultKind {
    /// Every kind of fault, in the order in which they are planted.
    static let all: [FaultKind] = required + values + codes + identifiers + links + shape

    private static let required = [
        FaultKind(rule: "value-missing", deed: .spoil(.surname) { cell, _ in cell == .blank ? nil : .emptied }),
        FaultKind(rule: "value-missing", deed: .spoil(.assessmentOutcome) { _, _ in .emptied }),
        FaultKind(rule: "value-missing", deed: .spoil(.placementRank) { _, _ in .emptied }),
    ]

    private static let values = [
        FaultKind(rule: "date-not-readable", deed: .spoil(.birthDate) { _, _ in .spelt("2012-02-31") }),
        FaultKind(
            rule: "date-not-readable",
            deed: .spoil(.lastReview) { cell, _ in cell == .blank ? nil : .spelt("last term") }
        ),
        FaultKind(rule: "number-not-readable", deed: .spoil(.planRank) { _, _ in .spelt("first") }),
        FaultKind(rule: "boolean-not-readable", deed: .spoil(.rya) { _, _ in .spelt("perhaps") }),
        FaultKind(rule: "boolean-not-readable", deed: .spoil(.pb) { _, _ in .spelt("2") }),
        FaultKind(rule: "number-out-of-range", deed: .spoil(.planRank) { _, _ in .spelt("3") }),
        FaultKind(rule: "text-too-long", deed: .spoil(.sourceLevel) { _, _ in .spelt("Local") }, isSingle: true),
    ]

    private static let codes = [
        FaultKind(rule: "code-not-in-list", deed: .spoil(.ethnicity) { _, _ in .spelt("ZZZZ") }),
        FaultKind(rule: "code-not-in-list", deed: .spoil(.requestOutcome) { _, _ in .spelt("Q") }),
        FaultKind(rule: "code-not-in-list", deed: .spoil(.senType) { _, _ in .spelt("XYZ") }),
        FaultKind(
            rule: "code-not-valid-on-census-date",
            deed: .spoil(.placementSetting) { cell, context in
                guard cell != .blank else { return nil }
                return context.layout.codeList(.placementSetting)?.otherCodes.first.map { .spelt($0.code) }
            }
        ),
    ]

    private static let identifiers = [
        FaultKind(
            rule: "upn-form-wrong",
            deed: .spoil(.upn) { cell, context in
                var upn = context.bytes(cell)
                guard upn.count == 13 else { return nil }
                upn[5] = UInt8(ascii: "A")
                return .spelt(String(decoding: upn, as: UTF8.self))
            }
        ),
        FaultKind(
            rule: "upn-check-letter-wrong",
            deed: .spoil(.upn) { cell, context in
                var upn = context.bytes(cell)
                guard upn.count == 13 else { return nil }
                upn[0] = upn[0] == UInt8(ascii: "A") ? UInt8(ascii: "B") : UInt8(ascii: "A")
                return .spelt(String(decoding: upn, as: UTF8.self))
            }
        ),
        FaultKind(
            rule: "upn-authority-unknown",
            deed: .spoil(.upn) { cell, context in
                let upn = context.bytes(cell)
                guard upn.count == 13 else { return nil }
                let body = Array("000".utf8) + upn[4...]
                return .spelt(String(decoding: [MadeUpIdentity.checkLetter(body)] + body, as: UTF8.self))
            }
        ),
        FaultKind(
            rule: "uln-form-wrong",
            deed: .spoil(.uln) { cell, _ in cell == .blank ? nil : .spelt("12345") }
        ),
        FaultKind(
            rule: "uln-check-digit-wrong",
            deed: .spoil(.uln) { cell, context in
                var uln = context.bytes(cell)
                guard uln.count == 10 else { return nil }
                uln[9] = uln[9] == UInt8(ascii: "9") ? UInt8(ascii: "0") : uln[9] + 1
                return .spelt(String(decoding: uln, as: UTF8.self))
            }
        ),
        FaultKind(
            rule: "urn-form-wrong",
            deed: .spoil(.placementURN) { cell, _ in cell == .blank ? nil : .spelt("12345") }
        ),
        FaultKind(
            rule: "ukprn-form-wrong",
            deed: .spoil(.placementUKPRN) { cell, _ in cell == .blank ? nil : .spelt("29000001") }
        ),
        FaultKind(rule: "postcode-form-wrong", deed: .spoil(.postcode) { _, _ in .spelt("1AA ZZ9") }),
        FaultKind(
            rule: "la-code-unknown",
            deed: .spoil(.transferLA) { cell, _ in cell == .blank ? nil : .spelt("999") }
        ),
    ]

    private static let links = [
        FaultKind(rule: "value-repeated", deed: .copyFromEarlier(.upn)),
        FaultKind(rule: "value-repeated", deed: .copyFromEarlier(.uln)),
        FaultKind(rule: "too-few-records", deed: .omit(.request)),
        FaultKind(rule: "too-few-records", deed: .omit(.planDetail)),
        FaultKind(rule: "too-many-records", deed: .repeatRecord(.assessment)),
        FaultKind(
            rule: "urn-not-in-register",
            deed: .spoil(.placementURN) { cell, _ in cell == .blank ? nil : .spelt("999999") }
        ),
    ]

    private static let shape = [
        FaultKind(rule: "unknown-name", deed: .foreignElement(.person), isSingle: true),
        FaultKind(rule: "unknown-name", deed: .foreignColumn(.request), isSingle: true),
        FaultKind(rule: "missing-parent", deed: .loseParent(.need)),
        FaultKind(rule: "repeated-key", deed: .repeatKey(.need)),
        FaultKind(rule: "ragged-row", deed: .addCell(.need)),
    ]
}
