import Returns

/// The parts of the page that say what was read, and how.
extension FindingsHTML {
    func readAs(_ entries: [CheckResult.ReadAs], _ page: inout HTMLText) {
        guard !entries.isEmpty else { return }
        page.raw("<h2 id=\"read-as\">Read otherwise than it came</h2>\n")
        scrolling("Read otherwise than it came", &page)
        page.raw("<table>\n<caption>The files themselves are not changed.</caption>\n<thead><tr>")
        for heading in ["Table", "Column", "How it was read", "Cells", "First place", "As it came", "Read as"] {
            page.raw("<th scope=\"col\">\(heading)</th>")
        }
        page.raw("</tr></thead>\n<tbody>\n")
        for entry in entries { row(entry, &page) }
        page.raw("</tbody>\n</table>\n</div>\n")
    }

    private func row(_ entry: CheckResult.ReadAs, _ page: inout HTMLText) {
        page.raw("<tr><th scope=\"row\">\(HTMLText.escaped(entry.table))</th>")
        page.raw("<td data-label=\"Column\">\(HTMLText.escaped(entry.column))</td>")
        page.raw("<td data-label=\"How it was read\">\(ReadAsWords.kind(entry.kind))")
        if let damage = ExcelDamage.of(entry.kind, found: entry.firstFound, readAs: entry.firstReadAs) {
            page.raw("<p class=\"excel\">\(HTMLText.escaped("\(damage.happened) \(damage.remedy)"))</p>")
        }
        page.raw("</td><td data-label=\"Cells\">\(Amount.grouped(entry.count))</td>")
        page.raw(
            "<td data-label=\"First place\">\(HTMLText.escaped("\(entry.firstFile), line \(entry.firstLine)"))</td>"
        )
        page.raw("<td data-label=\"As it came\"><samp>\(HTMLText.escaped(entry.firstFound))</samp></td>")
        page.raw("<td data-label=\"Read as\"><samp>\(HTMLText.escaped(entry.firstReadAs))</samp></td></tr>\n")
    }

    func receipt(_ receipt: CheckReceipt, _ page: inout HTMLText) {
        page.raw("<h2 id=\"about\">About this check</h2>\n<dl class=\"about\">\n")
        page.element("dt", "", "Return and version")
        page.element("dd", "", receipt.schema)
        page.element("dt", "", "Census day")
        page.element("dd", "", receipt.censusDate.description)
        page.element("dt", "", "Hash of the standard")
        page.element("dd", "class=\"hash\"", receipt.schemaHash)
        if !receipt.referenceHash.isEmpty {
            page.element("dt", "", "Hash of the reference data")
            page.element("dd", "class=\"hash\"", receipt.referenceHash)
        }
        for file in receipt.files {
            page.element("dt", "", "\(file.name), \(Amount.of(file.byteCount, "byte")), SHA-256")
            page.element("dd", "class=\"hash\"", file.sha256)
        }
        page.raw("</dl>\n<p>The same files, standard and reference data give the same findings on any day.</p>\n")
    }
}
