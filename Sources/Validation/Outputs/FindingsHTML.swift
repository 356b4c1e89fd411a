import Returns

/// Findings as one page that needs nothing beside it: no script, no font, no other file.
///
/// Each rule has the anchor `#rule`, each finding `#rule-row`. The page holds values of the return.
public struct FindingsHTML: Sendable {
    let placesPerRule: Int

    /// Makes a writer.
    ///
    /// - Parameter placesPerRule: How many findings of a rule to list; what is left out is said.
    public init(placesPerRule: Int = 1_000) {
        self.placesPerRule = placesPerRule
    }

    /// Writes a result.
    ///
    /// - Parameters:
    ///   - result: The result.
    ///   - stream: Where the page goes, piece by piece.
    public func write(_ result: CheckResult, to stream: inout some TextOutputStream) {
        let groups = FindingGroups(result)
        let anchors = FindingAnchors(groups.groups, placesPerRule: placesPerRule)
        var page = HTMLText()
        head(result, &page)
        summary(result, &page)
        wholeReturn(groups.wholeReturn, anchors, &page)
        tables(groups, anchors, &page)
        stream.write(page.take())
        page.raw("<h2 id=\"rules\">Rule by rule</h2>\n")
        if groups.groups.isEmpty { page.element("p", "", "No rule found anything.") }
        for group in groups.groups {
            section(group, anchors, &page)
            stream.write(page.take())
        }
        records(groups.byRecord(), anchors, &page)
        readAs(result.readAs, &page)
        receipt(result.receipt, &page)
        page.raw("</main>\n</body>\n</html>\n")
        stream.write(page.take())
    }

    /// The whole page.
    ///
    /// - Parameter result: The result.
    /// - Returns: HTML in UTF-8.
    public func render(_ result: CheckResult) -> String {
        var text = ""
        write(result, to: &text)
        return text
    }

    private func head(_ result: CheckResult, _ page: inout HTMLText) {
        let title = "What the check of \(result.receipt.schema) found"
        page.raw(
            """
            <!DOCTYPE html>
            <html lang="en-GB">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>\(HTMLText.escaped(title))</title>
            <style>
            \(FindingsStyle.sheet)
            </style>
            </head>
            <body>
            <a class="skip" href="#main">Skip to the findings</a>
            <header><p>sendstat</p></header>
            <main id="main">

            """
        )
        page.element("h1", "", title)
    }

    private func summary(_ result: CheckResult, _ page: inout HTMLText) {
        let records = result.recordCounts.reduce(0) { $0 + $1.count }
        page.raw("<dl class=\"totals\">\n")
        for severity in Severity.mostFirst {
            page.raw("<div class=\"\(severity.rawValue)\">")
            page.element("dt", "", severity.heading)
            page.element("dd", "", Amount.grouped(result.count(of: severity)))
            page.raw("</div>\n")
        }
        page.raw("<div>")
        page.element("dt", "", "Records checked")
        page.element("dd", "", Amount.grouped(records))
        page.raw("</div>\n</dl>\n")
        let verdict =
            result.count(of: .error) > 0
            ? "The return is not ready to load. Mend the errors, write the files again, and check them again."
            : "The return is ready to load."
        page.element("p", "class=\"verdict\"", verdict)
        page.element(
            "p",
            "class=\"private\"",
            "This page holds values from the return. Keep it where you keep the return itself."
        )
    }

    private func tables(_ groups: FindingGroups, _ anchors: FindingAnchors, _ page: inout HTMLText) {
        for severity in Severity.mostFirst {
            let some = groups.groups(of: severity)
            guard !some.isEmpty else { continue }
            page.raw("<h2>\(severity.heading)</h2>\n")
            scrolling(severity.heading, &page)
            page.raw("<table>\n<caption>\(severity.duty)</caption>\n<thead><tr>")
            for heading in ["Rule", "What was found", "How many", "Where", "How to mend it"] {
                page.raw("<th scope=\"col\">\(heading)</th>")
            }
            page.raw("</tr></thead>\n<tbody>\n")
            for group in some { row(group, anchors, &page) }
            page.raw("</tbody>\n</table>\n</div>\n")
        }
    }

    private func row(_ group: FindingGroups.Group, _ anchors: FindingAnchors, _ page: inout HTMLText) {
        page.raw("<tr><th scope=\"row\"><a href=\"#\(anchors.rule(group.count.rule, group.count.severity))\">")
        page.raw(
            "\(HTMLText.escaped(group.words.title))</a><br><code>\(HTMLText.escaped(group.count.rule))</code></th>"
        )
        page.raw("<td data-label=\"What was found\">\(HTMLText.escaped(group.words.summary))</td>")
        page.raw("<td data-label=\"How many\">\(HTMLText.escaped(group.words.amount))</td>")
        page.raw("<td data-label=\"Where\">\(HTMLText.escaped(PlaceWords.files(group.findings)))</td>")
        page.raw("<td data-label=\"How to mend it\">\(HTMLText.escaped(group.words.fix))</td></tr>\n")
    }

    /// Opens a box that scrolls by itself where the screen is narrow; it can be reached by keyboard.
    func scrolling(_ label: String, _ page: inout HTMLText) {
        page.raw("<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"\(HTMLText.escaped(label))\">\n")
    }
}
