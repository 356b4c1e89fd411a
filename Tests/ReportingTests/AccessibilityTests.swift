import Foundation
import Reporting
import Support
import Testing

@Suite("The page in a browser")
struct AccessibilityTests {
    @Test(
        "axe finds no violation, the Nu checker none, and at 320 pixels nothing but scroll regions is wider than the page"
    )
    func axe() throws {
        let folder = try TemporaryFolder()
        let page = folder.url.appending(path: "page.html")
        try Data(WrittenRelease.text("index.html").utf8).write(to: page)
        do {
            let complaints = try MarkupCheck().complaints(about: page)
            #expect(complaints.isEmpty, "\(complaints.prefix(2_000))")
            let check = try AccessibilityCheck()
            for width in [1_160, 320] {
                let outcome = try check.look(at: page, width: width)
                #expect(outcome.violations.isEmpty, "\(width): \(outcome.violations)")
                #expect(outcome.overflow == 0, "\(width): \(outcome.overflow) pixels too wide")
            }
        } catch let gap as AccessibilityCheck.Missing {
            missing("\(gap)")
        }
    }
}
