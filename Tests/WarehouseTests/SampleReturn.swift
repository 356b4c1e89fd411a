@testable import Returns
@testable import Validation

/// A made-up return of one authority, already checked: person 1 has one plan, person 2 two placements, and so on.
///
/// It makes the tables directly, so that these tests stand on the warehouse alone.
struct SampleReturn {
    var localAuthority: Int32 = 301
    var year = 2025
    var persons = 10
    /// Stands in every cell that must not leave `identity`.
    var marker = "ZZMARKER"
    /// Changes what the return says without changing its size.
    var variant = 0

    var result: CheckResult {
        let tables = ReturnTables(schema: schema, sources: [], tables: content, problems: [])
        let receipt = CheckReceipt(
            schema: "sen2@\(year)",
            schemaHash: "hash-of-\(year)",
            referenceHash: "",
            censusDate: schema.collection.censusDate,
            files: []
        )
        return CheckResult(
            receipt: receipt,
            findings: [finding],
            counts: [.init(rule: "need-missing", severity: .query, title: "Need missing", count: 3)],
            readAs: [],
            recordCounts: [],
            checked: CheckedReturn(tables: tables, localAuthority: localAuthority, receipt: receipt)
        )
    }

    private var finding: Finding {
        Finding(
            rule: "need-missing",
            severity: .query,
            table: "sen_need",
            recordKey: marker,
            file: "senneed.csv",
            row: 2,
            line: 2,
            column: "sentype",
            found: "\0",
            expected: "a need",
            message: "There is no need. Add one.",
            related: [.init(file: "person.csv", row: 2, line: 2, column: "upn", found: marker)]
        )
    }

    private var schema: ResolvedSchema {
        func day(_ year: Int, _ month: Int, _ day: Int) -> CalendarDate {
            CalendarDate(year: year, month: month, day: day)!
        }
        return ResolvedSchema(
            name: "sen2",
            version: String(year),
            title: "",
            collection: .init(
                year: year,
                censusDate: day(year, 1, 16),
                deadline: day(year, 3, 14),
                activityFrom: day(year - 1, 1, 1),
                activityTo: day(year - 1, 12, 31)
            ),
            tables: SampleTable.allCases.map(\.schema),
            codeLists: Dictionary(uniqueKeysWithValues: SampleTable.codeLists.map { ($0.name, $0) }),
            extends: nil,
            changes: [],
            hash: "hash-of-\(year)"
        )
    }

    private var content: [ReturnTable] {
        SampleTable.allCases.map { table in
            let parents = parents(of: table)
            let rows = table == .header ? 1 : parents.count
            return ReturnTable(
                schema: table.schema,
                source: nil,
                lines: (0..<rows).map { UInt32($0 + 2) },
                rowNumbers: (0..<rows).map { UInt32($0 + 2) },
                parents: parents,
                columns: table.fields.map { name, type in
                    SampleTable.column(type, (0..<rows).map { cell(table, name, row: $0, parents: parents) })
                }
            )
        }
    }

    /// Every second plan has a second placement and a second need.
    private func parents(of table: SampleTable) -> [Int32] {
        switch table {
        case .header: []
        case .person: Array(repeating: 0, count: persons)
        case .placementDetail, .senNeed: (0..<Int32(persons)).flatMap { $0 % 2 == 0 ? [$0] : [$0, $0] }
        default: Array(0..<Int32(persons))
        }
    }

    private func cell(_ table: SampleTable, _ field: String, row: Int, parents: [Int32]) -> String {
        let parent = table == .header ? 0 : Int(parents[row])
        let isFirst = row == 0 || parents.isEmpty || parents[row - 1] != parents[row] || table == .person
        return switch field {
        case "surname", "forename", "sensettingother": "\(marker)\(row)"
        case "postcode": "\(marker) 1AA"
        case "upn": row % 3 == 0 ? "" : "\(marker)U\(row)"
        case "uniquelearnernumber": row % 6 == 0 ? "" : "\(marker)L\(row)"
        case "personbirthdate": "\(2000 + (row + variant) % 24)-0\(1 + row % 9)-15"
        case "receiveddate": "2024-02-01"
        case "entrydate": isFirst ? "2023-09-01" : "2020-09-01"
        case "leavingdate": isFirst ? "" : "2022-07-20"
        case "placementrank", "sentyperank": table == .senNeed && !isFirst ? "2" : "1"
        case "urn": parent % 4 == 0 ? "" : String(100_000 + parent % 40)
        case "ukprn": parent % 8 == 4 ? "10000001" : ""
        case "sensetting": parent % 8 == 0 ? "NIEO" : ""
        case "sex": row % 4 == 0 ? "F" : "M"
        case "sentype": ["ASD", "SEMH", "SLCN"][(row + variant) % 3]
        case "senunitindicator": parent % 5 == 0 ? "1" : "0"
        case "resourcedprovisionindicator": "0"
        default: ""
        }
    }
}
