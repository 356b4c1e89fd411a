import Disclosure
import Foundation
import Reporting

/// 153 made-up authorities over two years, the same on each run, shaped roughly like the published totals of 2025.
enum MadeUpNation {
    static let regions: [(area: ReportGeography.Area, authorities: Int, plans: Int)] = [
        (.init(code: "E12000001", name: "North East"), 12, 29_396),
        (.init(code: "E12000002", name: "North West"), 24, 92_839),
        (.init(code: "E12000003", name: "Yorkshire and The Humber"), 15, 57_864),
        (.init(code: "E12000004", name: "East Midlands"), 10, 47_444),
        (.init(code: "E12000005", name: "West Midlands"), 14, 66_710),
        (.init(code: "E12000006", name: "East of England"), 11, 72_487),
        (.init(code: "E12000007", name: "London"), 33, 99_116),
        (.init(code: "E12000008", name: "South East"), 19, 110_014),
        (.init(code: "E12000009", name: "South West"), 15, 62_875),
    ]

    static let geography: ReportGeography = {
        var authorities: [ReportGeography.Authority] = []
        for region in regions {
            for number in 1...region.authorities {
                let code = 201 + authorities.count
                authorities.append(
                    .init(
                        code: String(code),
                        areaCode: "E0900\(String(10_000 + code).dropFirst())",
                        name: "\(region.area.name) authority \(number)",
                        regionCode: region.area.code
                    )
                )
            }
        }
        return ReportGeography(regions: regions.map(\.area), authorities: authorities)
    }()

    static let tree = PlacementTree(leaves: [
        leaf("maintained", "LA maintained school", .mainstream, .mainstream, .mainstream),
        leaf("maintained_rp", "LA maintained school: resourced provision", .mainstream, .mainstream, .specialistState),
        leaf("maintained_unit", "LA maintained school: SEN unit", .mainstream, .mainstream, .specialistState),
        leaf("academy", "Academy", .mainstream, .mainstream, .mainstream),
        leaf("academy_rp", "Academy: resourced provision", .mainstream, .mainstream, .specialistState),
        leaf("independent", "Independent school", .mainstream, .mainstream, .mainstream),
        leaf("independent_unit", "Independent school: SEN unit", .mainstream, .mainstream, .specialistIndependent),
        leaf("special_maintained", "LA maintained special school", .special, .specialistState, .specialistState),
        leaf("special_academy", "Special academy or free school", .special, .specialistState, .specialistState),
        leaf(
            "special_independent",
            "Independent special school",
            .special,
            .specialistIndependent,
            .specialistIndependent
        ),
        leaf("special_nmss", "Non-maintained special school", .special, .specialistIndependent, .specialistIndependent),
        leaf("pru", "Pupil referral unit", .alternativeProvision, .other, .other),
        leaf("ap_academy", "Alternative provision academy", .alternativeProvision, .other, .other),
        leaf("fe", "General further education, tertiary or sixth form", .furtherEducation, .other, .other),
        leaf("spi", "Specialist post-16 institution", .furtherEducation, .other, .specialistIndependent),
        leaf("early_years", "Early years provider, not maintained", .earlyYears, .other, .other),
        leaf("home", "Elective home education", .elsewhere, .other, .other),
        leaf("neet", "Not in education, employment or training", .elsewhere, .other, .other),
        leaf("not_recorded", "Not recorded", .notRecorded, .other, .other),
    ])

    private static func leaf(
        _ code: String,
        _ label: String,
        _ branch: PlacementBranch,
        _ bySchoolType: PlacementGroup,
        _ byProvision: PlacementGroup
    ) -> PlacementTree.Leaf {
        .init(code: code, label: label, branch: branch, bySchoolType: bySchoolType, byProvision: byProvision)
    }

    /// For each age band its share of plans, and parts per thousand of each leaf in the order of the tree.
    private static let ages: [(code: String, share: Double, leaves: [Double])] = [
        ("a00_04", 0.043, [260, 14, 10, 290, 10, 20, 1, 110, 60, 6, 2, 1, 1, 0, 0, 170, 15, 0, 21]),
        ("a05_10", 0.333, [270, 22, 14, 330, 16, 11, 1, 150, 105, 27, 5, 3, 2, 0, 0, 1, 22, 0, 21]),
        ("a11_15", 0.366, [170, 12, 10, 270, 14, 12, 1, 190, 145, 81, 11, 9, 6, 1, 1, 0, 47, 0, 20]),
        ("a16_19", 0.200, [22, 1, 1, 36, 1, 6, 0, 82, 72, 28, 7, 2, 1, 457, 49, 0, 60, 130, 45]),
        ("a20_25", 0.058, [3, 0, 0, 5, 0, 1, 0, 8, 6, 8, 3, 0, 0, 560, 75, 0, 30, 251, 50]),
    ]

    /// Share of plans, and how much likelier a special school is, by need.
    private static let needs: [(code: String, share: Double, special: Double)] = [
        ("ASD", 0.315, 1.12), ("SLCN", 0.212, 0.75), ("SEMH", 0.206, 0.72), ("MLD", 0.106, 0.9), ("SLD", 0.04, 2.1),
        ("PD", 0.039, 0.95), ("SPLD", 0.022, 0.55), ("HI", 0.0137, 0.65), ("PMLD", 0.0134, 2.5), ("VI", 0.008, 0.6),
        ("MSI", 0.0026, 1.2), ("DS", 0.001, 1.3), ("OTH", 0.012, 0.95), ("not_recorded", 0.008, 0.5),
    ]

    static let years = [2024, 2025]
    static let national = cube(authorities: geography.authorities)

    static func cube(authorities: [ReportGeography.Authority], years: [Int] = years) -> PlacementCube {
        var builder = try! PlacementCube.Builder(years: years, geography: geography, tree: tree)
        for year in years {
            for authority in authorities { try! add(authority, year, to: &builder) }
        }
        return builder.build()
    }

    private static func add(
        _ authority: ReportGeography.Authority,
        _ year: Int,
        to builder: inout PlacementCube.Builder
    ) throws {
        builder.addReturn(of: authority.code, year: year)
        let region = regions.first { $0.area.code == authority.regionCode }!
        let size = 0.4 + Double(mixed(authority.code) % 1_200) / 1_000
        let plans = Double(region.plans) / Double(region.authorities) * size * (year == 2025 ? 1 : 0.902)
        let taste = 0.85 + Double(mixed(authority.regionCode) % 300) / 1_000
        for age in ages {
            for need in needs where need.code != "DS" || year == 2025 {
                let lean = need.special * taste * (year == 2025 ? 1 : 1.03)
                let weights = tree.leaves.indices.map { leaf in
                    age.leaves[leaf] * (7...10 ~= leaf || leaf == 14 ? lean : 1)
                }
                let sum = weights.reduce(0, +)
                for (leaf, weight) in zip(tree.leaves, weights) where weight > 0 {
                    for (sex, share) in [("M", 0.706), ("F", 0.294)] {
                        let expected = plans * age.share * need.share * weight / sum * share
                        let chance =
                            Double(mixed("\(authority.code)\(age.code)\(need.code)\(leaf.code)\(sex)") % 1_000) / 1_000
                        let count = Int(expected + chance)
                        guard count > 0 else { continue }
                        try builder.add(
                            count,
                            year: year,
                            authority: authority.code,
                            ageBand: age.code,
                            primaryNeed: need.code,
                            placement: leaf.code,
                            sex: sex
                        )
                    }
                }
            }
        }
    }

    /// FNV-1a with a last stir.
    private static func mixed(_ text: String) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        hash ^= hash >> 33
        hash = hash &* 0xFF51_AFD7_ED55_8CCD
        return hash ^ (hash >> 33)
    }

    static func request(method: Disclosure.Method = .roundToFive, previousYear: Int? = 2024) -> ReportRequest {
        ReportRequest(
            cutName: "2025-june",
            cutInstant: "2025-06-30T12:00:00Z",
            year: 2025,
            previousYear: previousYear,
            geography: geography,
            tree: tree,
            method: method,
            isSynthetic: true,
            submissions: 306,
            schemaHashes: ["sen2@2025": String(repeating: "ab", count: 32)],
            codeVersion: "0.1.0"
        )
    }
}

/// A folder for a test, named after it; empty at the start, gone at the end.
func withFolder<Result>(_ name: String, _ body: (URL) throws -> Result) throws -> Result {
    let folder = FileManager.default.temporaryDirectory.appending(
        path: "sendstat-\(name)-\(ProcessInfo.processInfo.processIdentifier)"
    )
    try? FileManager.default.removeItem(at: folder)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    return try body(folder)
}

/// A release written once for all tests that only read it; kept where `SENDSTAT_REPORT_OUT` says, to be looked at.
enum WrittenRelease {
    static let folder: URL = {
        if let kept = ProcessInfo.processInfo.environment["SENDSTAT_REPORT_OUT"] { return URL(filePath: kept) }
        let name = "sendstat-report-\(ProcessInfo.processInfo.processIdentifier)"
        atexit { try? FileManager.default.removeItem(at: WrittenRelease.folder) }
        return FileManager.default.temporaryDirectory.appending(path: name)
    }()
    static let released = try! writeReport(MadeUpNation.request(), cube: MadeUpNation.national, to: folder)

    static func text(_ path: String) throws -> String {
        _ = released
        return try String(contentsOf: folder.appending(path: path), encoding: .utf8)
    }

    /// Rows of a file as dictionaries; no cell of these files needs quotes but those of `labels`.
    static func rows(_ path: String) throws -> [[String: String]] {
        try tidyRows(text(path))
    }
}

func tidyRows(_ text: String) -> [[String: String]] {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(cells)
    let head = lines.removeFirst()
    return lines.filter { $0.count == head.count }.map { Dictionary(uniqueKeysWithValues: zip(head, $0)) }
}

private func cells(_ line: Substring) -> [String] {
    var cells = [""]
    var isQuoted = false
    for character in line {
        switch character {
        case "\"": isQuoted.toggle()
        case "," where !isQuoted: cells.append("")
        default: cells[cells.count - 1].append(character)
        }
    }
    return cells
}
