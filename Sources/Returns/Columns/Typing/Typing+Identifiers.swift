/// The authority codes that identifiers are held against.
struct AuthorityTables: Sendable {
    /// Every code that a pupil number may carry.
    let pupilNumbers: AuthorityCodes
    /// Local authorities on the census date.
    let localAuthorities: AuthorityCodes

    init(schema: ResolvedSchema) {
        pupilNumbers = AuthorityCodes(schema.codeLists["upn-local-authority"]?.codes.map(\.code) ?? [])
        localAuthorities = AuthorityCodes(schema.codeLists["local-authority"]?.codes.map(\.code) ?? [])
    }
}

extension TypingWork {
    mutating func typeIdentifiers(_ kind: IdentifierKind, _ authorities: AuthorityTables) {
        switch kind {
        case .urn: typeNumbers { URN.isOfForm($0) ? CellState.value : CellState.notOfType }
        case .ukprn: typeNumbers { UKPRN.isOfForm($0) ? CellState.value : CellState.notOfType }
        case .localAuthority:
            typeNumbers { number in
                guard (0...999).contains(number) else { return CellState.notOfType }
                return authorities.localAuthorities.contains(Int(number)) ? CellState.value : CellState.outOfBounds
            }
        case .upn:
            typeBytes { cell in Self.state(UPN.check(cell, authorities: authorities.pupilNumbers)) }
        case .uln: typeLearnerNumbers()
        case .postcode: typePostcodes()
        }
    }

    /// Identifiers that are numbers: `values` holds them.
    private mutating func typeNumbers(_ state: (Int64) -> UInt8) {
        typeValues { cell, row, tally in
            guard let number = WholeNumber(cell) else { return (CellState.notOfType, 0) }
            let state = state(number.value)
            if let kind = number.kind, state == CellState.value { tally.add(kind, row) }
            return (state, Int32(truncatingIfNeeded: number.value))
        }
    }

    /// Identifiers kept as bytes, in upper case.
    private mutating func typeBytes(_ state: (borrowing Span<UInt8>) -> UInt8) {
        rewrite { cell, row, rewriting in
            guard cell.contains(where: { $0 &- 0x61 < 26 }) else { return state(cell.span) }
            let upper = cell.map { $0 &- 0x61 < 26 ? $0 & 0xDF : $0 }
            rewriting.annex.append(contentsOf: upper)
            rewriting.tally.add(.upperCased, row)
            return state(upper.span)
        }
    }

    /// A learner number, with a spreadsheet's decimal or exponent undone where no digit was lost.
    private mutating func typeLearnerNumbers() {
        rewrite { cell, row, rewriting in
            let state = Self.state(ULN.check(cell.span))
            guard state == CellState.notOfType, cell.contains(UInt8(ascii: ".")), let number = WholeNumber(cell),
                let kind = number.kind
            else { return state }
            let digits = Array(String(number.value).utf8)
            let undone = Self.state(ULN.check(digits.span))
            guard undone != CellState.notOfType else { return state }
            rewriting.annex.append(contentsOf: digits)
            rewriting.tally.add(kind, row)
            return undone
        }
    }

    private mutating func typePostcodes() {
        rewrite { cell, row, rewriting in
            let upper = cell.map { $0 &- 0x61 < 26 ? $0 & 0xDF : $0 }
            guard let formatted = Postcode.formatted(upper.span) else { return CellState.notOfType }
            guard !formatted.elementsEqual(cell) else { return CellState.value }
            rewriting.annex.append(contentsOf: formatted)
            if !upper.elementsEqual(cell) { rewriting.tally.add(.upperCased, row) }
            if !formatted.elementsEqual(upper) { rewriting.tally.add(.postcodeSpace, row) }
            return CellState.value
        }
    }

    private static func state(_ check: IdentifierCheck) -> UInt8 {
        switch check {
        case .valid: CellState.value
        case .notOfForm: CellState.notOfType
        case .checkFailed: CellState.checkFailed
        case .unknownAuthority: CellState.outOfBounds
        }
    }
}
