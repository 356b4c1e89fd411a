import Crypto
import Foundation

/// One step of the database's shape, from a file named like `0003-queue-and-audit.sql`.
struct Migration {
    let number: Int
    let name: String
    let text: String
    let sha256: [UInt8]

    /// Reads a folder of migrations, in the order of their numbers.
    static func all(in folder: URL) throws -> [Migration] {
        let files = (try? FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)) ?? []
        let migrations = try files.filter { $0.pathExtension == "sql" }
            .map { try Migration(file: $0) }
            .sorted { $0.number < $1.number }
        guard !migrations.isEmpty, migrations.map(\.number) == Array(1...migrations.count) else {
            throw WarehouseError.noMigrations(folder: folder.path)
        }
        return migrations
    }

    private init(file: URL) throws {
        name = file.lastPathComponent
        guard let number = Int(name.prefix { $0 != "-" }), let data = try? Data(contentsOf: file) else {
            throw WarehouseError.noMigrations(folder: file.deletingLastPathComponent().path)
        }
        self.number = number
        text = String(decoding: data, as: UTF8.self)
        sha256 = Array(SHA256.hash(data: data))
    }
}
