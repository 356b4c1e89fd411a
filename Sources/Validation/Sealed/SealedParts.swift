import Returns

extension CheckReceipt {
    func pack(into writer: inout PackedWriter) {
        for text in [schema, schemaHash, rulesHash, referenceHash] { writer.add(text) }
        writer.add(Int(censusDate.daysSince1970))
        writer.add(files) { $1.pack(into: &$0) }
        writer.add(previousFiles) { $1.pack(into: &$0) }
    }

    init(packed reader: inout PackedReader) throws(PackedError) {
        let (schema, schemaHash) = (try reader.text(), try reader.text())
        let (rulesHash, referenceHash) = (try reader.text(), try reader.text())
        guard let days = Int32(exactly: try reader.number()), (-719_162...2_932_896).contains(days) else {
            throw PackedError()
        }
        self.init(
            schema: schema,
            schemaHash: schemaHash,
            rulesHash: rulesHash,
            referenceHash: referenceHash,
            censusDate: CalendarDate(daysSince1970: days),
            files: try reader.list { reader throws(PackedError) in try SourceFile(packed: &reader) },
            previousFiles: try reader.list { reader throws(PackedError) in try SourceFile(packed: &reader) }
        )
    }
}

extension Finding {
    func pack(into writer: inout PackedWriter) {
        for text in [rule, severity.rawValue, table, recordKey, expected, message] { writer.add(text) }
        Place(file: file, row: row, line: line, column: column, found: found).pack(into: &writer)
        writer.add(related) { $1.pack(into: &$0) }
        writer.add(previous == nil ? 0 : 1)
        writer.add(previous ?? "")
    }

    init(packed reader: inout PackedReader) throws(PackedError) {
        let (rule, severity) = (try reader.text(), try Severity(packed: &reader))
        let (table, recordKey) = (try reader.text(), try reader.text())
        let (expected, message) = (try reader.text(), try reader.text())
        let place = try Place(packed: &reader)
        let related = try reader.list { reader throws(PackedError) in try Place(packed: &reader) }
        let isCompared = try reader.number() == 1
        let previous = try reader.text()
        self.init(
            rule: rule,
            severity: severity,
            table: table,
            recordKey: recordKey,
            file: place.file,
            row: place.row,
            line: place.line,
            column: place.column,
            found: place.found,
            expected: expected,
            message: message,
            related: related,
            previous: isCompared ? previous : nil
        )
    }
}

extension Finding.Place {
    func pack(into writer: inout PackedWriter) {
        for text in [file, column, found] { writer.add(text) }
        writer.add(row)
        writer.add(line)
    }

    init(packed reader: inout PackedReader) throws(PackedError) {
        let (file, column, found) = (try reader.text(), try reader.text(), try reader.text())
        let limit = Int(Int32.max)
        let (row, line) = (try reader.count(atMost: limit), try reader.count(atMost: limit))
        self.init(file: file, row: row, line: line, column: column, found: found)
    }
}

extension Severity {
    init(packed reader: inout PackedReader) throws(PackedError) {
        guard let severity = Severity(rawValue: try reader.text()) else { throw PackedError() }
        self = severity
    }
}

extension CheckResult.RuleCount {
    func pack(into writer: inout PackedWriter) {
        for text in [rule, severity.rawValue, title, unit, unitOfOne, summary, fix, ruleHash] { writer.add(text) }
        writer.add(count)
        writer.add(total ?? -1)
    }

    init(packed reader: inout PackedReader) throws(PackedError) {
        let (rule, severity, title) = (try reader.text(), try Severity(packed: &reader), try reader.text())
        let (unit, unitOfOne, summary) = (try reader.text(), try reader.text(), try reader.text())
        let (fix, ruleHash) = (try reader.text(), try reader.text())
        let (count, total) = (try reader.count(), try reader.number())
        self.init(rule: rule, severity: severity, title: title, count: count)
        self.unit = unit
        self.unitOfOne = unitOfOne
        self.total = total < 0 ? nil : total
        self.summary = summary
        self.fix = fix
        self.ruleHash = ruleHash
    }
}

extension CheckResult.ReadAs {
    func pack(into writer: inout PackedWriter) {
        for text in [table, column, kind.rawValue, firstFile, firstFound, firstReadAs] { writer.add(text) }
        writer.add(count)
        writer.add(firstLine)
    }

    init(packed reader: inout PackedReader) throws(PackedError) {
        let (table, column) = (try reader.text(), try reader.text())
        guard let kind = Normalisation.Kind(rawValue: try reader.text()) else { throw PackedError() }
        let (file, found, readAs) = (try reader.text(), try reader.text(), try reader.text())
        let (count, line) = (try reader.count(), try reader.count())
        self.init(
            table: table,
            column: column,
            kind: kind,
            count: count,
            firstFile: file,
            firstLine: line,
            firstFound: found,
            firstReadAs: readAs
        )
    }
}
