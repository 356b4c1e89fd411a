import Disclosure
import Foundation
import Reporting
import Testing

@Suite("The page")
struct PageTests {
    @Test("Every link leads to a part of the page or a file of the release, and nothing is loaded from elsewhere")
    func links() throws {
        let page = try WrittenRelease.text("index.html")
        let paths = Set(WrittenRelease.released.files.map(\.path))
        let links = page.matches(of: /href="([^"]*)"/).map { String($0.1) }
        #expect(links.count > 20)
        for link in links {
            let isThere = link.hasPrefix("#") ? page.contains("id=\"\(link.dropFirst())\"") : paths.contains(link)
            #expect(isThere, "\(link)")
        }
        #expect(!page.contains("<script") && !page.contains("src=") && !page.contains("url("))
        #expect(page.ranges(of: "http").count == page.ranges(of: "http://www.w3.org/2000/svg").count)
    }

    @Test("Each identifier comes once, each table has its caption, and each drawing a title and a description")
    func structure() throws {
        let page = try WrittenRelease.text("index.html")
        let identifiers = page.matches(of: /\sid="([^"]*)"/).map { String($0.1) }
        #expect(Set(identifiers).count == identifiers.count)
        #expect(page.ranges(of: "<table").count == page.ranges(of: "<caption").count)
        #expect(page.ranges(of: "<svg").count == 8)
        for part in ["<title id=\"c3", "<desc id=\"c3", "role=\"img\""] { #expect(page.ranges(of: part).count == 8) }
        #expect(page.contains("<html lang=\"en-GB\">") && page.ranges(of: "<h1").count == 1)
        #expect(!page.contains("{{"))
    }

    @Test("What an area is called cannot become markup")
    func escaped() throws {
        try withFolder("escaped") { folder in
            let region = ReportGeography.Area(code: "E12000001", name: "North & <b>East</b>")
            let place = ReportGeography.Authority(
                code: "201",
                areaCode: "E09000201",
                name: "Place, \"north\" & <i>east</i>",
                regionCode: region.code
            )
            let request = ReportRequest(
                cutName: "a<b>",
                cutInstant: "2025-06-30T12:00:00Z",
                year: 2025,
                previousYear: nil,
                geography: ReportGeography(regions: [region], authorities: [place]),
                tree: MadeUpNation.tree,
                method: .roundToFive,
                isSynthetic: false,
                submissions: 1,
                schemaHashes: [:],
                codeVersion: "0.1.0"
            )
            var builder = try PlacementCube.Builder(years: [2025], geography: request.geography, tree: request.tree)
            try builder.add(
                40,
                year: 2025,
                authority: "201",
                ageBand: "a05_10",
                primaryNeed: "ASD",
                placement: "academy",
                sex: "F"
            )
            _ = try writeReport(request, cube: builder.build(), to: folder)
            let page = try String(contentsOf: folder.appending(path: "index.html"), encoding: .utf8)
            #expect(!page.contains("<b>") && !page.contains("<i>") && page.contains("&lt;i&gt;"))
            #expect(!page.contains("Made-up figures"))
            let table = try String(contentsOf: folder.appending(path: "placements_by_area.csv"), encoding: .utf8)
            #expect(table.contains("\"Place, \"\"north\"\" & <i>east</i>\""))
        }
    }

    @Test("A need that was not yet collected is not available in that year, and a category of nobody is left out")
    func notCollected() throws {
        let rows = try WrittenRelease.rows("placements_by_need.csv").filter {
            $0["sen_primary_need"] == "Down syndrome" && $0["placement_group"] == "Total"
        }
        #expect(rows.filter { $0["time_period"] == "202324" }.allSatisfy { $0["plan_count"] == "x" })
        #expect(rows.filter { $0["time_period"] == "202425" }.allSatisfy { Int($0["plan_count"]!) != nil })
        let page = try WrittenRelease.text("index.html")
        #expect(page.contains("<strong>x</strong> not available"))
        let ages = try #require(page.firstRange(of: "id=\"t3-4\""))
        let needs = try #require(page.firstRange(of: "id=\"t3-5\""))
        #expect(!page[ages.lowerBound..<needs.lowerBound].contains("Not recorded"))
    }
}
