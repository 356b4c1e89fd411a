import Returns
import RuleLanguage

extension EstablishmentRegister {
    /// The register in our own form, `establishments.csv`: UTF-8, one row for each establishment by URN.
    public var csv: [UInt8] {
        let sources = Field.allCases.compactMap { field in
            RegisterLayout.own.sources[field]?.first.map { (field, $0) }
        }
        var bytes = Array((sources.map(\.1.heading).joined(separator: ",") + "\n").utf8)
        for entry in 0..<count {
            for (place, (field, source)) in sources.enumerated() {
                if place > 0 { bytes.append(UInt8(ascii: ",")) }
                bytes.append(contentsOf: cell(field, source.reading, entry).utf8)
            }
            bytes.append(UInt8(ascii: "\n"))
        }
        return bytes
    }

    /// How many establishments lead to each leaf of the placement tree, by its code; those without one come first.
    public var countsByCategory: [(category: String, count: Int)] {
        var counts: [String: Int] = [:]
        for entry in 0..<count { counts[text(.category, at: entry), default: 0] += 1 }
        return counts.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }

    private func cell(_ field: Field, _ reading: CellReading, _ entry: Int) -> String {
        if field.columnType == .text {
            let text = text(field, at: entry)
            let mustBeQuoted = text.utf8.contains { [0x22, 0x2C, 0x0A, 0x0D].contains($0) }
            return mustBeQuoted ? "\"" + text.replacing("\"", with: "\"\"") + "\"" : text
        }
        guard let value = value(field, at: entry) else { return "" }
        switch reading {
        case .yearFirst: return "\(CalendarDate(daysSince1970: value))"
        case .flag: return value == 1 ? "true" : "false"
        case .phase: return Self.phase(value)
        default: return "\(value)"
        }
    }

    private static func phase(_ code: Int32) -> String {
        let names = CellReading.phases
        guard names.indices.contains(Int(code)) else { return "\(code)" }
        return names[Int(code)].prefix(1).uppercased() + names[Int(code)].dropFirst()
    }
}
