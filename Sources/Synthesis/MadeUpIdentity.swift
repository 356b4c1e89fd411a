/// Names and numbers of a made-up child: well formed, and belonging to nobody.
struct MadeUpIdentity {
    let authority: Int
    let authorityCode: Int

    private static let forenames = [
        "Testa", "Samplé", "Fixture", "Mocklin", "Dummy", "Placeholda", "Trialla", "Specimena", "Exampla", "Provisia",
        "Fabrica", "Inventia", "Pretenda", "Zoë-Test", "Fictor", "Phoney-Ann", "Sampson-Test", "Notreal", "Imagina",
        "Fauxby", "Renée Sample", "Ersatz", "Simula", "Hypo", "Anon", "Exemplar", "Björn-Test", "Modela", "Draftine",
        "Schema", "Tabula", "Columnia", "Rowan-Test", "Cella", "Datum", "Nullia", "Integer", "Byteson", "Stringer",
        "Łucja-Test",
    ]
    private static let firstParts = [
        "Madeup", "Notaname", "O'Fixture", "Sample", "Example", "Fictional", "Testcase", "Specimen", "Placeholder",
        "Pretend", "Imaginary", "Synthetic", "D'Example", "Mock", "Dummy", "Trial", "Invented", "Nobody", "Unperson",
        "Fabricated", "Zzexample", "Façade", "Exämple", "McTest", "Prøve",
    ]
    private static let secondParts = [
        "", "", "", "-Test", "-Sample", "-Example", " the Younger", ", Jr", "-Nobody", "-Null", " Ap Test", "-Demo",
        "-Trial", "-Draft", "-Blank", "-Row",
    ]
    /// Postcode areas that do not exist.
    private static let areas = [
        "AA", "AC", "BC", "CC", "DC", "EE", "FA", "GC", "HC", "JA", "KC", "LC", "MC", "NC", "PC", "RC", "TC", "YA",
    ]
    private static let inward = Array("ABDEFGHJLNPQRSTUWXYZ".utf8)
    private static let checkLetters = Array("ABCDEFGHJKLMNPQRTUVWXYZ".utf8)

    func forename(_ seed: UInt64) -> String.UTF8View {
        Self.forenames[Int(seed % UInt64(Self.forenames.count))].utf8
    }

    func surname(_ seed: UInt64) -> [UInt8] {
        let mixed = scramble(seed)
        let first = Self.firstParts[Int(mixed % UInt64(Self.firstParts.count))]
        let second = Self.secondParts[Int((mixed >> 16) % UInt64(Self.secondParts.count))]
        return Array(first.utf8) + Array(second.utf8)
    }

    func postcode(_ seed: UInt64) -> [UInt8] {
        let mixed = scramble(seed ^ 0x90)
        var code = Array(Self.areas[authority % Self.areas.count].utf8)
        code += digits(Int(mixed % 20) + 1, width: 1)
        code.append(UInt8(ascii: " "))
        code.append(UInt8(ascii: "0") + UInt8((mixed >> 8) % 10))
        code.append(Self.inward[Int((mixed >> 16) % 20)])
        code.append(Self.inward[Int((mixed >> 24) % 20)])
        return code
    }

    /// A UPN of the child's authority with its check letter; unique by the child's number.
    func upn(number: Int, birthYear: Int) -> [UInt8] {
        let establishment = 2_000 + number / 1_000
        let body =
            digits(authorityCode, width: 3) + digits(establishment, width: 4)
            + digits((birthYear + 4) % 100, width: 2) + digits(number % 1_000, width: 3)
        return [Self.checkLetter(body)] + body
    }

    /// The letter that the values of characters 2 to 13, each times its place, give modulo 23.
    static func checkLetter(_ body: [UInt8]) -> UInt8 {
        var sum = 0
        for (place, byte) in body.enumerated() { sum += Int(byte - UInt8(ascii: "0")) * (place + 2) }
        return checkLetters[sum % 23]
    }

    /// A ULN with its check digit; unique by the authority and the child's number.
    func uln(number: Int) -> [UInt8] {
        Self.uln(base: 100_000_000 + (authority * 100_000 + number) * 2)
    }

    /// A ULN with its check digit, of nine digits that are even.
    static func uln(base: Int) -> [UInt8] {
        var base = base
        var remainder = Self.remainder(base)
        if remainder == 0 {
            base += 1
            remainder = Self.remainder(base)
        }
        return digits(base, width: 9) + digits(10 - remainder, width: 1)
    }

    private static func remainder(_ base: Int) -> Int {
        var rest = base
        var sum = 0
        for weight in 2...10 {
            sum += rest % 10 * weight
            rest /= 10
        }
        return sum % 11
    }
}

/// A number in decimal digits, filled with noughts to a width.
func digits(_ number: Int, width: Int) -> [UInt8] {
    var rest = number
    var reversed: [UInt8] = []
    while rest > 0 || reversed.count < width {
        reversed.append(UInt8(ascii: "0") + UInt8(rest % 10))
        rest /= 10
    }
    return reversed.reversed()
}
