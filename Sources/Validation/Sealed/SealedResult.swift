import Returns

/// A result as it lies in a seal, before its tables.
struct SealedResult {
    let receipt: CheckReceipt
    let findings: [Finding]
    let counts: [CheckResult.RuleCount]
    let measured: [CheckResult.RuleCount]
    let readAs: [CheckResult.ReadAs]
    let recordCounts: [CheckResult.RecordCount]
    /// The authority of the header; nil when the return may not be loaded, and then no tables follow.
    let localAuthority: Int32?

    init(packed reader: inout PackedReader) throws(PackedError) {
        receipt = try CheckReceipt(packed: &reader)
        findings = try reader.list { reader throws(PackedError) in try Finding(packed: &reader) }
        counts = try reader.list { reader throws(PackedError) in try CheckResult.RuleCount(packed: &reader) }
        measured = try reader.list { reader throws(PackedError) in try CheckResult.RuleCount(packed: &reader) }
        readAs = try reader.list { reader throws(PackedError) in try CheckResult.ReadAs(packed: &reader) }
        recordCounts = try reader.list { reader throws(PackedError) in
            CheckResult.RecordCount(table: try reader.text(), count: try reader.count())
        }
        let authority = try reader.number()
        localAuthority = authority < 0 ? nil : Int32(exactly: authority)
    }

    func result(checked: CheckedReturn?) -> CheckResult {
        CheckResult(
            receipt: receipt,
            findings: findings,
            counts: counts,
            measured: measured,
            readAs: readAs,
            recordCounts: recordCounts,
            checked: checked
        )
    }
}

extension CheckResult {
    static let kind = 1

    /// All but the tables.
    var packed: [UInt8] {
        var writer = PackedWriter()
        writer.add(Self.kind)
        receipt.pack(into: &writer)
        writer.add(findings) { $1.pack(into: &$0) }
        writer.add(counts) { $1.pack(into: &$0) }
        writer.add(measured) { $1.pack(into: &$0) }
        writer.add(readAs) { $1.pack(into: &$0) }
        writer.add(recordCounts) { writer, count in
            writer.add(count.table)
            writer.add(count.count)
        }
        writer.add(checked.map { Int($0.localAuthority) } ?? -1)
        return writer.bytes
    }
}

extension ReadingError {
    static let kind = 2

    var packed: [UInt8] {
        var writer = PackedWriter()
        writer.add(Self.kind)
        for text in [code.rawValue, place.file, place.column, sentence] { writer.add(text) }
        writer.add(place.line)
        return writer.bytes
    }

    init(packed reader: inout PackedReader) throws(PackedError) {
        guard let code = Code(rawValue: try reader.text()) else { throw PackedError() }
        let (file, column, sentence) = (try reader.text(), try reader.text(), try reader.text())
        let place = Returns.Place(file: file, line: try reader.count(), column: column)
        self.init(code: code, place: place, sentence: sentence)
    }
}

extension PackedWriter {
    mutating func add<Element>(_ list: [Element], _ pack: (inout PackedWriter, Element) -> Void) {
        add(list.count)
        for element in list { pack(&self, element) }
    }
}

extension PackedReader {
    mutating func list<Element>(
        _ read: (inout PackedReader) throws(PackedError) -> Element
    ) throws(PackedError) -> [Element] {
        var list: [Element] = []
        for _ in 0..<(try count(atMost: 1 << 26)) { list.append(try read(&self)) }
        return list
    }
}
