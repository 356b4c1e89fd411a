import Returns
import Testing

@Suite("Identifiers")
struct IdentifierTests {
    let authorities = AuthorityCodes(["801", "207", "301"])

    func check(_ text: String) -> IdentifierCheck {
        let bytes = Array(text.utf8)
        return UPN.check(bytes.span, authorities: authorities)
    }

    func checkLearner(_ bytes: [UInt8]) -> IdentifierCheck {
        ULN.check(bytes.span)
    }

    @Test(
        "Pupil numbers of published examples",
        arguments: [
            ("B801200005001", IdentifierCheck.valid),
            ("A801200005001", .checkFailed),
            ("E000200005001", .unknownAuthority),
            ("X80120000A001", .notOfForm),
            ("M80120000500A", .valid),
            ("P207000016049", .valid),
            // A supplier's sheet prints Q for this number; its own products add to 266, which is P.
            ("Q207000016049", .checkFailed),
            ("I801200005001", .notOfForm),
            ("B80120000500", .notOfForm),
            ("B8012000050011", .notOfForm),
            ("", .notOfForm),
        ]
    )
    func pupilNumbers(text: String, expected: IdentifierCheck) {
        #expect(check(text) == expected)
    }

    @Test("A pupil number whose last character is a letter is temporary")
    func temporary() {
        let numbers = ["M80120000500A", "B801200005001"].map { text in
            let bytes = Array(text.utf8)
            return UPN.isTemporary(bytes.span)
        }
        #expect(numbers == [true, false])
    }

    @Test("The check letter that is worked out is the one that is accepted, and no other")
    func checkLetters() throws {
        for serial in 0..<500 {
            let rest = Array("3014000\(String(10 + serial % 15))".utf8) + Array(String(format3(serial)).utf8)
            let letter = try #require(UPN.checkLetter(for: rest))
            for other in "ABCDEFGHJKLMNPQRTUVWXYZ".utf8 {
                let expected: IdentifierCheck = other == letter ? .valid : .checkFailed
                #expect(check(String(decoding: [other] + rest, as: UTF8.self)) == expected)
            }
        }
    }

    private func format3(_ number: Int) -> String {
        let text = String(number)
        return String(repeating: "0", count: 3 - text.count) + text
    }

    @Test(
        "Learner numbers",
        arguments: [
            ("9276308686", IdentifierCheck.valid),
            ("9276308687", .checkFailed),
            ("0276308686", .notOfForm),
            ("927630868", .notOfForm),
            ("927630868A", .notOfForm),
        ]
    )
    func learnerNumbers(text: String, expected: IdentifierCheck) {
        #expect(checkLearner(Array(text.utf8)) == expected)
    }

    @Test("Nine digits with no check digit are told apart")
    func learnerCheckDigits() {
        #expect(ULN.checkDigit(for: [9, 2, 7, 6, 3, 0, 8, 6, 8]) == 6)
        for last in UInt8(0)...9 {
            let digits: [UInt8] = [1, 0, 0, 0, 0, 0, 0, 0, last]
            guard let digit = ULN.checkDigit(for: digits) else { continue }
            #expect(checkLearner((digits + [digit]).map { $0 + 0x30 }) == .valid)
        }
    }

    @Test(
        "Postcodes get one space, or are not of the form",
        arguments: [
            ("SW1A 1AA", "SW1A 1AA"), ("SW1A1AA", "SW1A 1AA"), ("M1  1AE", "M1 1AE"), ("GIR 0AA", "GIR 0AA"),
            ("CR2 6XH", "CR2 6XH"), ("DN55 1PT", "DN55 1PT"), ("W1A 0AX", "W1A 0AX"),
            ("SW1A 1CA", nil), ("1AA 1AA", nil), ("SW1A", nil), ("SW1AA 11AA", nil),
        ] as [(String, String?)]
    )
    func postcodes(text: String, expected: String?) {
        let bytes = Array(text.utf8)
        let formatted = Postcode.formatted(bytes.span).map { String(decoding: $0, as: UTF8.self) }
        #expect(formatted == expected)
    }

    @Test("URN has six digits, UKPRN eight beginning with 1")
    func numbers() {
        #expect(URN.isOfForm(100_000) && URN.isOfForm(999_999) && !URN.isOfForm(99_999) && !URN.isOfForm(1_000_000))
        #expect(UKPRN.isOfForm(10_000_000) && !UKPRN.isOfForm(20_000_000) && !UKPRN.isOfForm(9_999_999))
    }
}
