import Crypto
import PostgreSQL
import Returns
import Validation

/// All facts of a return, table by table, as they go into the database.
struct Facts {
    let origin: FactOrigin
    let tables: [FactTable]

    init(_ checked: CheckedReturn, submission: Int, pseudonymKey: SymmetricKey) async {
        let returned = checked.tables
        let year = Int32(returned.schema.collection.year)
        let code = String(checked.localAuthority)
        origin = FactOrigin(year: year, submission: Int32(submission), localAuthority: code)
        guard let persons = await PersonFacts(returned, pseudonymKey: pseudonymKey) else {
            tables = []
            return
        }
        let lineage = Lineage(returned)
        var tables = [persons.identity(origin), persons.table(origin)]
        for make in Self.makers {
            if let table = make(returned, origin, persons, lineage) { tables.append(table) }
        }
        self.tables = tables
    }

    private typealias Maker = @Sendable (ReturnTables, FactOrigin, PersonFacts, Lineage) -> FactTable?

    private static let makers: [Maker] = [
        LocalAuthorityAnswerFacts.table, RequestFacts.table, AssessmentFacts.table, NamedPlanFacts.table,
        PlanDetailFacts.table, ActivePlanFacts.table, PlacementDetailFacts.table, SENNeedFacts.table,
    ]
}

/// For each row of each table, by its name in the CSV set, its parent's row and its person's row, both from 0.
struct Lineage {
    private var parents: [String: [Int32]] = [:]
    private var persons: [String: [Int32]] = [:]

    init(_ returned: ReturnTables) {
        for (place, table) in zip(0..., returned.tables) {
            let name = table.schema.csvName
            parents[name] = table.parents
            guard name != "person", let parent = table.schema.parent, parent < place else { continue }
            let above = returned.tables[parent].schema.csvName
            let ownPersons =
                above == "person"
                ? table.parents
                : persons[above].map { above in
                    table.parents.map { $0 < 0 ? -1 : above[Int($0)] }
                }
            persons[name] = ownPersons
        }
    }

    func parents(of table: String) -> [Int32] { parents[table] ?? [] }
    func persons(of table: String) -> [Int32] { persons[table] ?? [] }
}
