import Disclosure
import Foundation
import Reporting
import Returns
import Support
import Synthesis
import Testing
import Warehouse

/// Figures to be published, looked through before signing: LA-5.2.
@Suite struct FigureTests {
    @Test func `what is shown before signing is what the release then holds, beside the last release`() async throws {
        try await PortalUnderTest.open { portal in
            let folder = try TemporaryFolder()
            let file = try await portal.releaseOfYearBefore(in: folder.url)
            let preparer = try await portal.person("Pat Preparer", [.preparer: "la:301"])
            let approver = try await portal.person("Ann Approver", [.approver: "la:301"])
            let id = try await portal.handIn(file, by: preparer)
            try await portal.work()
            let path = try await portal.warehouse.submission(id).path
            let first = try await portal.get("\(path)/figures", as: preparer).text
            #expect(first.contains("Nothing was published before"))
            try await portal.owner.markPublished(cut: "annual-2024")
            let page = try await portal.get("\(path)/figures", as: preparer).text
            let columns = ["Barking and Dagenham, 2024", "London, 2024", "England, 2024"]
            #expect(columns.allSatisfy { page.contains("Share, \($0), %") })
            try await portal.explainAll(id, by: preparer)
            let signPage = try await portal.get("\(path)/sign", as: approver).text
            let shown = Self.rows(page)
            #expect(shown.count == 12)
            #expect(shown.filter { $0.cells[0] != "0" }.count == 12)
            #expect(Self.rows(signPage) == shown)
            _ = try await portal.warehouse.sign(id, by: approver.officer, key: PortalUnderTest.receiptKey)
            _ = try await portal.owner.createCut("annual-2025")
            let before = try await portal.released("annual-2024")
            let now = try await portal.released("annual-2025")
            for row in shown {
                let own = try #require(now[Self.key("202425", "301", row)])
                let earlier = try ["301", "E12000007", "E92000001"].map {
                    try #require(before[Self.key("202324", $0, row)])
                }
                #expect(row.cells == [own.count, own.change, own.share] + earlier.map(\.share), "\(row.group)")
            }
        }
    }

    @Test func `a return of which nothing is published shows no figures`() async throws {
        try await PortalUnderTest.open { portal in
            let preparer = try await portal.person("Pat Preparer", [.preparer: "la:301"])
            let bad = SubmittedFile(name: "bad.xml", bytes: Array("<a><b></a>".utf8))
            let id = try await portal.warehouse.submit(
                files: [bad],
                from: Sender("la:301"),
                return: "sen2@2025",
                by: preparer.officer
            ).id
            try await portal.work()
            let path = try await portal.warehouse.submission(id).path
            #expect(try await portal.get("\(path)/figures", as: preparer).text.contains("There are no figures to show"))
            let stranger = try await portal.person("Sam Stranger", [.preparer: "la:302"])
            #expect(try await portal.get("\(path)/figures", as: stranger).status == 404)
        }
    }

    private struct Row: Equatable {
        let definition, group: String
        let cells: [String]
    }

    private static func key(_ year: String, _ place: String, _ row: Row) -> [String] {
        [year, place, row.definition, row.group]
    }

    /// The rows of the tables on a page.
    private static func rows(_ page: String) -> [Row] {
        page.split(separator: "<caption").dropFirst().flatMap { table in
            let definition = table.firstMatch(of: />([^<:]*): EHC plans by placement</)?.output.1 ?? ""
            return table.split(separator: "<th scope=\"row\"").dropFirst().map { line in
                let group = line.firstMatch(of: />([^<]*)</)?.output.1 ?? ""
                let cells = line.matches(of: /<td[^>]*>([^<]*)</).map { String($0.output.1) }
                return Row(definition: String(definition), group: String(group), cells: cells)
            }
        }
    }
}

extension PortalUnderTest {
    /// Returns of two authorities of London and one of the South East: those of 2024 cut and not yet published.
    ///
    /// The file is the return of the first for 2025.
    fileprivate func releaseOfYearBefore(in folder: URL) async throws -> URL {
        let day = try #require(CalendarDate(year: 2100, month: 1, day: 1))
        let opening = try CollectionOpening("sen2@2024", dueOn: day, signOff: .nobody)
        _ = try await owner.openCollection(opening, by: Officer(commandLine: "Test"))
        let authorities = [301, 302, 845]
        let recipe = NationRecipe(
            years: [2024, 2025],
            scale: 0.05,
            seed: 3,
            localAuthorities: authorities,
            errorRate: 0
        )
        let reference = Repository.root.appending(path: "Schemas/reference")
        let nation = try SyntheticNation(recipe: recipe, library: Self.library, reference: reference)
        _ = try await nation.write(to: folder, concurrency: 1)
        _ = try await owner.loadReference(directories: [folder.appending(path: "reference")])
        for authority in authorities {
            let file = folder.appending(path: "2024/\(authority)/sen2-2024-\(authority).xml")
            let files = [SubmittedFile(file: file)]
            _ = try await owner.submit(files: files, from: Sender("la:\(authority)"), return: "sen2@2024")
        }
        try await work()
        #expect(try await owner.createCut("annual-2024").returns == 3)
        return folder.appending(path: "2025/301/sen2-2025-301.xml")
    }

    fileprivate struct Released {
        let count, change, share: String
    }

    /// The rows of a release's table by area, as the page writes numbers.
    fileprivate func released(_ cut: String) async throws -> [[String]: Released] {
        let folder = try TemporaryFolder()
        _ = try await CutReport(
            warehouse: owner,
            cut: cut,
            method: .roundToFive,
            isSynthetic: true,
            codeVersion: "test"
        ).write(to: folder.url)
        let text = try String(contentsOf: folder.url.appending(path: "placements_by_area.csv"), encoding: .utf8)
        let lines = text.split(whereSeparator: \.isNewline).map {
            $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        }
        let names = try #require(lines.first)
        func column(_ name: String) throws -> Int { try #require(names.firstIndex(of: name), "\(names)") }
        let keys = try ["time_period", "specialist_definition", "placement_group"].map(column)
        let places = try ["old_la_code", "region_code", "country_code"].map(column)
        let (count, share) = (try column("plan_count"), try column("plan_percent"))
        let change = try column("plan_count_change_percent")
        var rows: [[String]: Released] = [:]
        for line in lines.dropFirst() {
            let place = try #require(places.map { line[$0] }.first { !$0.isEmpty })
            rows[[line[keys[0]], place, line[keys[1]], line[keys[2]]]] = Released(
                count: Self.words(line[count]),
                change: Self.words(line[change], isSigned: true),
                share: Self.words(line[share])
            )
        }
        return rows
    }

    private static func words(_ number: String, isSigned: Bool = false) -> String {
        guard let value = Double(number) else { return number }
        if value < 0 { return "\u{2212}" + number.dropFirst() }
        return isSigned && value > 0 ? "+\(number)" : number
    }
}
