import Foundation
import Returns
import Testing
import Validation

/// What is known of the collection's years, item by item, stands in the standard as an operation with its reason.
@Suite("SEN2 2023 to 2026 hold every listed change, candidate and doubt")
struct ListedFactsTests {
    private static let library = SchemaLibrary(directory: Standard.schemas)

    /// Each change from one collection year to the next, by the version that makes it.
    private static let changes: [String: Set<String>] = [
        "sen2@2024": [
            "header.local_authority", "person.gender_current", "active_plan.review_meeting",
            "active_plan.review_outcome", "active_plan.last_review", "active_plan.residential",
            "active_plan.work_based", "placement_detail.residential", "placement_detail.work_based",
            "placement_detail.attendance_pattern", "placement_detail.sen_setting", "codes/sen-setting",
        ],
        "sen2@2025": [
            "header.designated_social_care_officer", "request.request_source", "active_plan.review_draft",
            "active_plan.phase_transfer_due_date", "active_plan.phase_transfer_final_date",
            "active_plan.review_meeting", "active_plan.review_outcome", "codes/sen-type", "codes/cease-reason",
        ],
        "sen2@2026": [
            "header.designated_social_care_officer", "request.request_source", "active_plan.review_draft",
            "active_plan.phase_transfer_due_date", "active_plan.phase_transfer_final_date", "named_plan.residential",
            "placement_detail.residential", "codes/residential",
        ],
    ]

    @Test("Every change is an operation with a reason and a source", arguments: changes.keys.sorted())
    func operations(version: String) throws {
        let schema = try Self.library.resolve(version)
        let targets = Set(schema.changes.map(\.target))
        #expect(try #require(Self.changes[version]).subtracting(targets) == [])
        for change in schema.changes {
            #expect(change.reason.count > 15 && change.source.count > 15, "\(change.target)")
        }
    }

    @Test("At least 180 candidates are held, each by rules with severity, source and evidence, in the years it lists")
    func candidates() throws {
        let books = try ["2023", "2024", "2025", "2026"].map { year in
            (year, try RuleBook.load(Self.library, Self.library.resolve("sen2@\(year)")))
        }
        let file = Standard.schemas.appendingPathComponent("returns/sen2/rules/CANDIDATES.csv")
        var held = 0
        for line in try String(contentsOf: file, encoding: .utf8).split(separator: "\n").dropFirst() {
            let cells = line.split(separator: ",", maxSplits: 4, omittingEmptySubsequences: false).map(String.init)
            let codes = cells[1].split(separator: " ").map(String.init)
            let rules = codes.compactMap { code in books.lazy.compactMap { $0.1.rule(code) }.first }
            #expect(rules.count == codes.count, "\(cells[0]): \(cells[1])")
            for rule in rules {
                #expect(!rule.source.isEmpty && !rule.evidence.isEmpty && rule.severity != .shadow, "\(rule.code)")
                #expect(rule.candidates.contains(cells[0]), "\(rule.code)")
            }
            let years = books.filter { book in codes.contains { book.1.rule($0) != nil } }.map(\.0)
            #expect(cells[3] == (years.isEmpty ? "" : "\(years[0])-\(years[years.count - 1])"), "\(cells[0])")
            if cells[2] == "held" { held += 1 }
        }
        #expect(held >= 180)
    }

    @Test("A code set that is not confirmed is text or a list that asks, and the standard says so in every form")
    func unconfirmed() throws {
        let doubted: [String: Set<String>] = [
            "sen2@2023": [
                "header.collection", "header.designated_medical_officer", "header.designated_clinical_officer",
                "request.exported", "named_plan.work_based", "named_plan.direct_payments", "active_plan.work_based",
                "placement_detail.sen_setting", "placement_detail.attendance_pattern",
            ],
            "sen2@2026": [
                "header.collection", "header.designated_medical_officer", "header.designated_clinical_officer",
                "header.designated_social_care_officer", "request.exported", "named_plan.work_based",
                "named_plan.direct_payments", "placement_detail.work_based",
            ],
        ]
        for (version, names) in doubted {
            let schema = try Self.library.resolve(version)
            let fields = schema.tables.flatMap { table in table.fields.map { ("\(table.name).\($0.name)", $0) } }
            #expect(Set(fields.filter { $0.1.codesAreUnconfirmed }.map(\.0)) == names, "\(version)")
            for (name, field) in fields where field.codesAreUnconfirmed {
                if case .code(let list) = field.type {
                    #expect(schema.codeLists[list]?.isUnconfirmed == true, "\(name)")
                } else {
                    #expect(field.type == .text(maximumLength: nil), "\(name)")
                }
                #expect(
                    field.evidence.contains("not confirmed") || field.evidence.contains("(U)")
                        || field.evidence.contains("not certain"),
                    "\(name)"
                )
            }
        }
    }
}
