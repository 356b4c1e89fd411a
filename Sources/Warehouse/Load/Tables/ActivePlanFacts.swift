import PostgreSQL
import Returns

/// Plans maintained on census day, with what their person, first need and placement on the day say.
enum ActivePlanFacts {
    static func table(
        _ returned: ReturnTables,
        _ origin: FactOrigin,
        _ persons: PersonFacts,
        _ lineage: Lineage
    ) -> FactTable? {
        guard let source = SourceTable("activeplans", of: returned) else { return nil }
        let own = lineage.persons(of: "activeplans")
        return FactTable(
            name: "warehouse.active_plan",
            copy: """
                COPY warehouse.active_plan (
                    collection_year, submission_id, row_number, parent_row, person_row, la_code,
                    transfer_la_code, review_meeting_date, review_outcome, review_draft_date, phase_transfer_due_date,
                    phase_transfer_final_date, last_review_date,
                    person_key, sex, ethnicity, academic_age, primary_need,
                    placement_row, urn, ukprn, sen_setting, sen_unit, resourced_provision
                ) FROM STDIN WITH (FORMAT binary)
                """,
            count: "SELECT count(*) FROM warehouse.active_plan WHERE collection_year = $1 AND submission_id = $2",
            rowCount: source.count,
            columns: origin.key + origin.link(parents: lineage.parents(of: "activeplans"), persons: own)
                + sent(source) + said(by: persons, own) + onCensusDay(returned, count: source.count)
        )
    }

    private static func sent(_ source: SourceTable) -> [CopyColumn] {
        [
            source.code("transferla"), source.date("reviewmeeting"), source.code("reviewoutcome"),
            source.date("reviewdraft"), source.date("phasetransferduedate"),
            source.date("phasetransferfinaldate"), source.date("lastreview"),
        ]
    }

    private static func said(by persons: PersonFacts, _ own: [Int32]) -> [CopyColumn] {
        let rows = own.map { Int32?($0) }
        var keys: [UInt8] = []
        keys.reserveCapacity(own.count * Pseudonym.width)
        for person in own {
            let start = Int(person) * Pseudonym.width
            keys.append(contentsOf: persons.keys[start..<start + Pseudonym.width])
        }
        return [
            .bytes(width: Pseudonym.width, bytes: keys), persons.sex.picking(rows), persons.ethnicity.picking(rows),
            CopyColumn(persons.academicAges).picking(rows),
        ]
    }

    private static func onCensusDay(_ returned: ReturnTables, count: Int) -> [CopyColumn] {
        let needs = SourceTable("senneed", of: returned)
        let placements = SourceTable("placementdetail", of: returned)
        let need = CensusDay.primaryNeeds(needs, plans: count)
        let placed = CensusDay.placements(placements, plans: count, on: returned.schema.collection.censusDate)
        return [
            needs?.code("sentype").picking(need) ?? .null,
            CopyColumn(placed.map { $0.map { $0 + 1 } }),
            placements?.integer("urn").picking(placed) ?? .null,
            placements?.integer("ukprn").picking(placed) ?? .null,
            placements?.code("sensetting").picking(placed) ?? .null,
            placements?.flag("senunitindicator").picking(placed) ?? .null,
            placements?.flag("resourcedprovisionindicator").picking(placed) ?? .null,
        ]
    }
}
