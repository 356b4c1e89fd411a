public import Foundation
import PostgreSQL

extension Warehouse {
    /// Loads reference data from folders, in one transaction: areas, categories, establishments, code lists.
    ///
    /// Files are known by their names, and others are left alone. Loading the same files again changes nothing; what a
    /// file no longer holds stays. An establishment that changed gets a new entry from now on, so that a cut made
    /// before still sees what was known then.
    ///
    /// - Parameter folders: Folders with `region.csv`, `local_authority.csv`, `placement_category.csv`,
    ///   `establishment_type.csv`, `sen_setting_category.csv` or `establishments.csv`, and folders named `codes` with
    ///   one file for each code list.
    /// - Returns: Names of the files that were new or had changed, in order.
    /// - Throws: `WarehouseError.referenceUnreadable`, or a `PostgreSQLError`.
    @discardableResult
    public func loadReference(directories folders: [URL]) async throws -> [String] {
        let found = try folders.flatMap(Self.referenceFiles).sorted { $0.0 < $1.0 }
        return try await transaction { session in
            _ = try session.query("SELECT pg_advisory_xact_lock(hashtextextended('reference', 0))")
            var loaded: [String] = []
            for (kind, file) in found where try Self.isNew(file, kind, session) {
                try kind.load(file, session)
                loaded.append(kind.storedName(of: file))
            }
            if !loaded.isEmpty {
                try Audit.record(
                    "reference-loaded",
                    "reference",
                    ["files": loaded.joined(separator: " ")],
                    in: session
                )
            }
            return loaded
        }
    }

    private static func referenceFiles(in folder: URL) throws -> [(ReferenceKind, ReferenceFile)] {
        let files = (try? FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)) ?? []
        guard !files.isEmpty else {
            throw WarehouseError.referenceUnreadable(file: folder.path, line: 0, problem: "There is no such folder.")
        }
        return try files.sorted { $0.lastPathComponent < $1.lastPathComponent }.compactMap { file in
            try ReferenceKind(file: file).map { ($0, try ReferenceFile(file)) }
        }
    }

    private static func isNew(_ file: ReferenceFile, _ kind: ReferenceKind, _ session: Session) throws -> Bool {
        try session.execute(
            """
            INSERT INTO reference.source_file AS s (name, sha256, row_count) VALUES ($1, $2, $3)
            ON CONFLICT (name) DO UPDATE
            SET sha256 = excluded.sha256, row_count = excluded.row_count, loaded_at = clock_timestamp()
            WHERE s.sha256 <> excluded.sha256
            """,
            [.text(kind.storedName(of: file)), .bytes(file.sha256), Parameter(file.rowCount)]
        ) == 1
    }
}

/// The kinds of reference data, in the order in which they lean on each other.
enum ReferenceKind: Int, Comparable {
    case regions, localAuthorities, placementCategories, establishmentTypes, senSettingCategories, establishments, codes

    init?(file: URL) {
        guard file.pathExtension == "csv" else { return nil }
        switch file.deletingPathExtension().lastPathComponent {
        case "region": self = .regions
        case "local_authority": self = .localAuthorities
        case "placement_category": self = .placementCategories
        case "establishment_type": self = .establishmentTypes
        case "sen_setting_category": self = .senSettingCategories
        case "establishments": self = .establishments
        default:
            guard file.deletingLastPathComponent().lastPathComponent == "codes" else { return nil }
            self = .codes
        }
    }

    static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }

    func storedName(of file: ReferenceFile) -> String { self == .codes ? "codes/\(file.name)" : file.name }

    func load(_ file: ReferenceFile, _ session: Session) throws {
        do {
            switch self {
            case .regions: try ReferenceRows.loadRegions(file, session)
            case .localAuthorities: try ReferenceRows.loadLocalAuthorities(file, session)
            case .placementCategories: try ReferenceRows.loadPlacementCategories(file, session)
            case .establishmentTypes: try ReferenceRows.loadEstablishmentTypes(file, session)
            case .senSettingCategories: try ReferenceRows.loadSENSettingCategories(file, session)
            case .establishments: try ReferenceRows.loadEstablishments(file, session)
            case .codes: try ReferenceRows.loadCodes(file, session)
            }
        } catch let error as PostgreSQLError where error.sqlState.hasPrefix("22") {
            let problem = "A cell is not of its column's type."
            throw WarehouseError.referenceUnreadable(file: file.name, line: 0, problem: problem)
        } catch let error as PostgreSQLError where error.sqlState.hasPrefix("23") {
            let problem = "A row repeats another, lacks a value or names a code that is not known."
            throw WarehouseError.referenceUnreadable(file: file.name, line: 0, problem: problem)
        }
    }
}
