import Returns
import Synthesis
import Testing

struct TwoYearsTests {
    @Test func `Plans that started before the year belong to last year's children, a year older`() async throws {
        let nation = try await SampleNation(NationRecipe(scale: 0.2, seed: 9, localAuthorities: [301]))
        let before = try Self.plans(nation.read(2024, 301))
        let now = try Self.plans(nation.read(2025, 301))
        let stayers = now.filter { $0.value < "2024-01-01" }
        #expect(stayers.count > 400)
        #expect(stayers.allSatisfy { before[$0.key] == $0.value })
        let joiners = now.filter { $0.value >= "2024-01-01" }
        #expect(joiners.count > 50)
        #expect(joiners.allSatisfy { before[$0.key] == nil })
        let leavers = before.filter { now[$0.key] == nil }
        #expect(leavers.count > 20)
    }

    /// Start of each plan that is held on census day, by who holds it.
    private static func plans(_ tables: ReturnTables) throws -> [String: String] {
        let person = try #require(tables.table("person"))
        let names = zip(person.strings("surname"), person.strings("forename")).map { "\($0) \($1)" }
        let keys = zip(zip(names, person.strings("birth_date")), person.strings("postcode")).map { "\($0) \($1)" }
        let request = try #require(tables.table("request"))
        let assessment = try #require(tables.table("assessment"))
        let plan = try #require(tables.table("named_plan"))
        let starts = try #require(plan.column("start_date"))
        var plans: [String: String] = [:]
        let active = Set(try #require(tables.table("active_plan")).parents)
        for row in 0..<plan.rowCount {
            let above = assessment.parents[Int(plan.parents[row])]
            guard active.contains(above) else { continue }
            let key = keys[Int(request.parents[Int(above)])]
            plans[key] = CalendarDate(daysSince1970: starts.values[row]).description
        }
        return plans
    }
}
