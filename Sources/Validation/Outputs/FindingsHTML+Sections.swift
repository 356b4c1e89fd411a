import Returns

/// The parts of the page that list findings.
extension FindingsHTML {
    func wholeReturn(_ findings: [Finding], _ anchors: FindingAnchors, _ page: inout HTMLText) {
        guard !findings.isEmpty else { return }
        page.raw("<h2 id=\"whole-return\">About the whole return</h2>\n<ul>\n")
        for finding in findings.prefix(placesPerRule) {
            page.raw("<li><strong>\(finding.severity.word):</strong> \(HTMLText.escaped(finding.message)) ")
            page.raw("<span class=\"place\">\(HTMLText.escaped(PlaceWords.full(finding)))</span> ")
            page.raw(
                "<a href=\"#\(anchors.rule(finding.rule, finding.severity))\">\(HTMLText.escaped(finding.rule))</a></li>\n"
            )
        }
        page.raw("</ul>\n")
        more(findings.count - placesPerRule, &page)
    }

    /// One rule: what it means, how to mend it, and where it found something.
    func section(_ group: FindingGroups.Group, _ anchors: FindingAnchors, _ page: inout HTMLText) {
        page.raw("<section class=\"rule\">\n")
        page.element("h3", "id=\"\(anchors.rule(group.count.rule, group.count.severity))\"", group.words.title)
        page.raw("<p class=\"tag \(group.count.severity.rawValue)\">\(group.count.severity.word)</p>\n")
        page.raw("<p><code>\(HTMLText.escaped(group.count.rule))</code>, \(HTMLText.escaped(group.words.amount))</p>\n")
        if !group.words.summary.isEmpty { page.element("p", "", group.words.summary) }
        if !group.words.fix.isEmpty {
            page.raw("<p><strong>How to mend it:</strong> \(HTMLText.escaped(group.words.fix))</p>\n")
        }
        let listed = group.findings.prefix(placesPerRule)
        if !listed.isEmpty { table(listed, group, anchors, &page) }
        more(group.findings.count - listed.count + group.unlisted, &page)
        page.raw("</section>\n")
    }

    private func more(_ count: Int, _ page: inout HTMLText) {
        guard count > 0 else { return }
        page.element(
            "p",
            "",
            "\(Amount.grouped(count)) more are counted and not listed here; the CSV form lists all that are stored."
        )
    }

    private func table(
        _ findings: ArraySlice<Finding>,
        _ group: FindingGroups.Group,
        _ anchors: FindingAnchors,
        _ page: inout HTMLText
    ) {
        let hasPrevious = findings.contains { $0.previous != nil }
        scrolling("\(group.count.severity.word): \(group.words.title)", &page)
        page.raw(
            "<table>\n<caption class=\"hidden\">Where \(HTMLText.escaped(group.count.rule)) found something</caption>"
        )
        page.raw("\n<thead><tr>")
        for heading in ["Record", "Place", "Found"] + (hasPrevious ? ["Last year"] : []) + ["Expected"] {
            page.raw("<th scope=\"col\">\(heading)</th>")
        }
        page.raw("</tr></thead>\n<tbody>\n")
        for (finding, name) in zip(findings, anchors.places(of: group)) {
            page.raw("<tr id=\"\(name)\">")
            row(finding, hasPrevious, anchors, &page)
        }
        page.raw("</tbody>\n</table>\n</div>\n")
    }

    /// The other cells that were read, each a link where its record is listed.
    private func related(_ finding: Finding, _ anchors: FindingAnchors) -> String {
        finding.related.map { place in
            let words = HTMLText.escaped(PlaceWords.related(place, of: finding))
            return anchors.record(at: place, of: finding).map { "<a href=\"#\($0)\">\(words)</a>" } ?? words
        }
        .joined(separator: "; ")
    }

    private func row(_ finding: Finding, _ hasPrevious: Bool, _ anchors: FindingAnchors, _ page: inout HTMLText) {
        let related = related(finding, anchors)
        page.raw("<td data-label=\"Record\">\(HTMLText.escaped(finding.recordKey))</td>")
        page.raw("<td data-label=\"Place\">\(HTMLText.escaped(PlaceWords.full(finding)))")
        if !related.isEmpty { page.raw("<br>and \(related)") }
        page.raw("</td><td data-label=\"Found\">")
        let nothing = finding.column.isEmpty ? "" : "(blank)"
        page.raw(finding.found.isEmpty ? nothing : "<samp>\(HTMLText.escaped(finding.found))</samp>")
        if hasPrevious { page.raw("</td><td data-label=\"Last year\">\(HTMLText.escaped(finding.previous ?? ""))") }
        page.raw("</td><td data-label=\"Expected\">\(HTMLText.escaped(finding.expected))")
        if let damage = ExcelDamage.of(finding) {
            page.raw("<p class=\"excel\">\(HTMLText.escaped("\(damage.happened) \(damage.remedy)"))</p>")
        }
        page.raw("</td></tr>\n")
    }

    /// Each record with all that concerns it, so that it is opened once.
    func records(
        _ records: [(record: String, findings: [Finding])],
        _ anchors: FindingAnchors,
        _ page: inout HTMLText
    ) {
        guard !records.isEmpty else { return }
        page.raw("<h2 id=\"records\">Record by record</h2>\n")
        scrolling("Record by record", &page)
        page.raw("<table>\n<caption>Records with most findings come first.</caption>\n<thead><tr>")
        page.raw("<th scope=\"col\">Record</th><th scope=\"col\">What was found</th></tr></thead>\n<tbody>\n")
        for entry in records.prefix(placesPerRule) {
            page.raw("<tr><th scope=\"row\">\(HTMLText.escaped(entry.record))</th><td><ul class=\"plain\">\n")
            for finding in entry.findings { item(finding, anchors, &page) }
            page.raw("</ul></td></tr>\n")
        }
        page.raw("</tbody>\n</table>\n</div>\n")
        more(records.count - placesPerRule, &page)
    }

    private func item(_ finding: Finding, _ anchors: FindingAnchors, _ page: inout HTMLText) {
        let place = HTMLText.escaped(PlaceWords.full(finding))
        let title = HTMLText.escaped(finding.rule)
        page.raw("<li>\(finding.severity.word), ")
        page.raw("<a href=\"#\(anchors.rule(finding.rule, finding.severity))\">\(title)</a> at ")
        page.raw("<a href=\"#\(anchors.known(finding))\">\(place)</a></li>\n")
    }
}
