import Crypto
import Returns

/// The pseudonyms of persons: the same child gets the same one in each year, and only who has the key can make it.
struct Pseudonym {
    static let width = 32

    /// The state after the key was taken in, which each person starts from.
    private let keyed: HMAC<SHA256>

    init(key: SymmetricKey) {
        keyed = HMAC(key: key)
    }

    /// The keys of all persons, one after another, 32 bytes each.
    ///
    /// By the pupil number where there is one, else the learner number, else name and date of birth.
    func keys(of person: SourceTable) async -> [UInt8] {
        let half = person.count / 2
        // The database has nothing to do yet, so a second core is most likely free.
        async let later = keys(of: person, rows: half..<person.count)
        let earlier = keys(of: person, rows: 0..<half)
        return earlier + (await later)
    }

    private func keys(of person: SourceTable, rows: Range<Int>) -> [UInt8] {
        let numbers = [("upn:", person.cells("upn")), ("uln:", person.cells("uniquelearnernumber"))]
        let names = [person.cells("surname"), person.cells("forename")]
        let births = person.values("personbirthdate")
        var keys: [UInt8] = []
        keys.reserveCapacity(rows.count * Self.width)
        var message: [UInt8] = []
        for row in rows {
            message.removeAll(keepingCapacity: true)
            if let number = numbers.first(where: { $0.1.hasValue(row) }) {
                message.append(contentsOf: number.0.utf8)
                number.1.append(row, to: &message)
            } else {
                Self.appendName(names, births, row, to: &message)
            }
            var code = keyed
            code.update(data: message)
            keys.append(contentsOf: code.finalize())
        }
        return keys
    }

    /// Names are compared without regard to the case of A to Z, which differs between systems.
    private static func appendName(
        _ names: [SourceTable.Cells],
        _ births: SourceTable.Values,
        _ row: Int,
        to message: inout [UInt8]
    ) {
        message.append(contentsOf: "name:".utf8)
        for name in names {
            let start = message.count
            name.append(row, to: &message)
            for place in start..<message.count where (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(message[place]) {
                message[place] -= 32
            }
            message.append(UInt8(ascii: "|"))
        }
        if let birth = births[row] {
            message.append(contentsOf: CalendarDate(daysSince1970: birth).description.utf8)
        }
    }
}
