import Foundation
import Returns
import Synthesis
import Testing
import Validation

/// Returns without a fault, one of each kind, with what they are checked by: the version's whole book and a register.
struct CleanReturns: Sendable {
    struct Kind: Sendable, CustomTestStringConvertible {
        let schema: ResolvedSchema
        let book: RuleBook
        let reference: ReferenceData
        let sheets: SheetReturn
        /// Questions that the clean return raises, as so few records are unlike a whole authority.
        private(set) var asked: Set<String> = []

        init(_ schema: ResolvedSchema, _ book: RuleBook, _ reference: ReferenceData, _ sheets: SheetReturn) throws {
            self.schema = schema
            self.book = book
            self.reference = reference
            self.sheets = sheets
            asked = Set(try check(sheets).findings.map { Self.key($0, sheets) })
        }

        var testDescription: String { schema.identifier }

        func check(_ sheets: SheetReturn) throws -> CheckResult {
            try check(sheets.inputs)
        }

        /// What is found beyond the questions that the clean return itself raises.
        func findings(_ sheets: SheetReturn) throws -> [Finding] {
            try check(sheets).findings.filter { !asked.contains(Self.key($0, sheets)) }
        }

        static func key(_ finding: Finding, _ sheets: SheetReturn) -> String {
            guard finding.row > 1, let sheet = sheets.index(of: finding.file) else { return finding.rule }
            return "\(finding.rule) \(finding.file) \(sheets.sheets[sheet].rows[finding.row - 2].origin ?? -1)"
        }

        func check(_ inputs: [ReturnInput]) throws -> CheckResult {
            let tables = try ReturnReader(schema: schema).read(inputs)
            return Checker(schema: schema, rules: book, reference: reference).check(tables)
        }
    }

    static let isLong = ProcessInfo.processInfo.environment["SENDSTAT_TEST_ALL"] == "1"

    let kinds: [Kind]

    /// A few persons of a made-up authority, the pupils of a made-up school, and returns written out by hand.
    static let all: CleanReturns? = try? CleanReturns()

    private init() throws {
        let library = SchemaLibrary(directory: Standard.schemas)
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        defer { try? FileManager.default.removeItem(at: folder) }
        let tables = Standard.schemas.appendingPathComponent("reference")
        let nation = try SyntheticNation(
            recipe: NationRecipe(
                years: [2025],
                scale: 0.004,
                seed: 1,
                localAuthorities: [301],
                forms: .both,
                errorRate: 0
            ),
            library: library,
            reference: tables
        )
        let done = DispatchSemaphore(value: 0)
        let home = folder
        Task.detached {
            _ = try? await nation.write(to: home, concurrency: 1)
            done.signal()
        }
        done.wait()
        let schools = CensusRecipe(
            years: [2026],
            pupils: 60,
            seed: 3,
            forms: [.csv]
        )
        let census = folder.appendingPathComponent("census")
        _ = try SyntheticSchools(recipe: schools, library: library, reference: tables).write(to: census)
        let contents: [(String, SheetReturn, String)] = [
            ("sen2@2025", try SheetReturn(folder: folder.appendingPathComponent("2025/301/csv")), ""),
            ("school-census@2026", try SheetReturn(folder: census.appendingPathComponent("2026/csv")), "census"),
            ("provision@2026", SheetReturn(WrittenReturns.provision), ""),
            ("capacity@2026", SheetReturn(WrittenReturns.capacity), ""),
        ]
        kinds = try contents.map { version, sheets, register in
            let schema = try library.resolve(version)
            let place = folder.appendingPathComponent(register).appendingPathComponent("reference")
            let reference = try ReferenceData(directory: place)
            return try Kind(schema, RuleBook.load(library, schema), reference, sheets)
        }
    }
}
