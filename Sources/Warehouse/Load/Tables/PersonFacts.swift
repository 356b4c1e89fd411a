import Crypto
import PostgreSQL
import Returns

/// Persons: who they are goes to `identity.person`, what counts to `warehouse.person`, under one pseudonym.
struct PersonFacts {
    let person: SourceTable
    let keys: [UInt8]
    let academicAges: [Int32?]

    init?(_ returned: ReturnTables, pseudonymKey: SymmetricKey) async {
        guard let person = SourceTable("person", of: returned) else { return nil }
        self.person = person
        keys = await Pseudonym(key: pseudonymKey).keys(of: person)
        academicAges = Ages.ages(
            of: person.values("personbirthdate"),
            count: person.count,
            on: Ages.schoolYearStart(before: returned.schema.collection.censusDate)
        )
    }

    var sex: CopyColumn { person.code("sex") }
    var ethnicity: CopyColumn { person.code("ethnicity") }
    var births: SourceTable.Values { person.values("personbirthdate") }

    func identity(_ origin: FactOrigin) -> FactTable {
        FactTable(
            name: "identity.person",
            copy: """
                COPY identity.person (
                    collection_year, submission_id, row_number, la_code, person_key,
                    surname, forename, birth_date, upn, uln, postcode
                ) FROM STDIN WITH (FORMAT binary)
                """,
            count: "SELECT count(*) FROM identity.person WHERE collection_year = $1 AND submission_id = $2",
            rowCount: person.count,
            columns: origin.key + [
                .constantText(origin.localAuthority), .bytes(width: Pseudonym.width, bytes: keys),
                person.text("surname"), person.text("forename"), person.date("personbirthdate"), person.text("upn"),
                person.text("uniquelearnernumber"), person.text("postcode"),
            ]
        )
    }

    func table(_ origin: FactOrigin) -> FactTable {
        FactTable(
            name: "warehouse.person",
            copy: """
                COPY warehouse.person (
                    collection_year, submission_id, row_number, la_code, person_key,
                    sex, ethnicity, academic_age, number_missing_reason
                ) FROM STDIN WITH (FORMAT binary)
                """,
            count: "SELECT count(*) FROM warehouse.person WHERE collection_year = $1 AND submission_id = $2",
            rowCount: person.count,
            columns: origin.key + [
                .constantText(origin.localAuthority), .bytes(width: Pseudonym.width, bytes: keys),
                sex, ethnicity, CopyColumn(academicAges), person.code("upnunknown"),
            ]
        )
    }
}
