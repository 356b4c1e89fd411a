import Returns

/// The files of a SARIF run.
struct SARIFArtifacts {
    private let files: [SourceFile]
    private let places: [String: Int]

    init(_ files: [SourceFile]) {
        self.files = files
        places = Dictionary(files.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
    }

    func write(_ json: inout JSONText) {
        json.key("artifacts")
        json.open("[")
        for file in files {
            json.open("{")
            location(file.name, &json)
            json.member("length", file.byteCount)
            json.key("hashes")
            json.open("{")
            json.member("sha-256", file.sha256)
            json.close("}")
            json.close("}")
        }
        json.close("]")
    }

    func location(_ name: String, _ json: inout JSONText, key: String = "location") {
        let file = file(of: name)
        json.key(key)
        json.open("{")
        json.member("uri", Self.uri(file))
        if key == "artifactLocation", let place = places[file] { json.member("index", place) }
        json.close("}")
    }

    /// The file of a place, which in a workbook also names a sheet.
    private func file(of place: String) -> String {
        if places[place] != nil { return place }
        return files.lazy.map(\.name).first { place.hasPrefix($0 + ", sheet ") } ?? place
    }

    /// A file's name as a relative reference: what RFC 3986 does not let stand is written in hexadecimal.
    static func uri(_ name: String) -> String {
        var text = ""
        for byte in name.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
                UInt8(ascii: "~"):
                text.unicodeScalars.append(Unicode.Scalar(byte))
            default:
                let digits = String(byte, radix: 16, uppercase: true)
                text += "%" + (digits.utf8.count == 1 ? "0" : "") + digits
            }
        }
        return text
    }
}

/// One result of a SARIF run.
struct SARIFResult {
    let rules: SARIFRules
    let artifacts: SARIFArtifacts

    func write(_ finding: Finding, _ json: inout JSONText) {
        json.open("{")
        json.member("ruleId", finding.rule)
        json.member("ruleIndex", rules.index(of: finding.rule))
        json.member("level", finding.severity.sarifLevel)
        json.key("message")
        json.open("{")
        json.member("text", finding.message)
        json.close("}")
        locations(finding, &json)
        related(finding, &json)
        properties(finding, &json)
        json.close("}")
    }

    private func locations(_ finding: Finding, _ json: inout JSONText) {
        json.key("locations")
        json.open("[")
        json.open("{")
        physical(finding.file, finding.line, &json)
        json.key("logicalLocations")
        json.open("[")
        if !finding.table.isEmpty { logical(finding.table, finding.table, "object", &json) }
        if !finding.recordKey.isEmpty { logical(finding.recordKey, "\(finding.table)/\(finding.row)", "object", &json) }
        if !finding.column.isEmpty {
            logical(finding.column, "\(finding.table)/\(finding.row)/\(finding.column)", "property", &json)
        }
        json.close("]")
        json.close("}")
        json.close("]")
    }

    private func logical(_ name: String, _ path: String, _ kind: String, _ json: inout JSONText) {
        json.open("{")
        json.member("name", name)
        json.member("fullyQualifiedName", path)
        json.member("kind", kind)
        json.close("}")
    }

    private func physical(_ file: String, _ line: Int, _ json: inout JSONText) {
        guard !file.isEmpty else { return }
        json.key("physicalLocation")
        json.open("{")
        artifacts.location(file, &json, key: "artifactLocation")
        if line > 0 {
            json.key("region")
            json.open("{")
            json.member("startLine", line)
            json.close("}")
        }
        json.close("}")
    }

    private func related(_ finding: Finding, _ json: inout JSONText) {
        guard !finding.related.isEmpty else { return }
        json.key("relatedLocations")
        json.open("[")
        for (number, place) in finding.related.enumerated() {
            json.open("{")
            json.member("id", number)
            physical(place.file, place.line, &json)
            json.key("message")
            json.open("{")
            json.member("text", "\(PlaceWords.related(place, of: finding)): \(place.found)")
            json.close("}")
            json.close("}")
        }
        json.close("]")
    }

    private func properties(_ finding: Finding, _ json: inout JSONText) {
        json.key("properties")
        json.open("{")
        json.member("severity", finding.severity.rawValue)
        json.member("table", finding.table)
        json.member("row", finding.row)
        json.member("column", finding.column)
        json.member("found", finding.found)
        json.member("expected", finding.expected)
        if let previous = finding.previous { json.member("previous", previous) }
        if let damage = ExcelDamage.of(finding) { json.member("excel", "\(damage.happened) \(damage.remedy)") }
        json.close("}")
    }
}
