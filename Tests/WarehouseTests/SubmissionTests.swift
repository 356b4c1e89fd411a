import Foundation
import PostgreSQL
import Testing
import Warehouse

@Suite struct SubmissionTests {
    private let sender = try! Sender("la:301")

    @Test func `what was sent is kept byte for byte, in memory and on disk`() async throws {
        let bytes = (0..<2_500_000).map { UInt8(truncatingIfNeeded: $0 &* 31 ^ $0 >> 8) }
        let folder = FileManager.default.temporaryDirectory.appending(path: "sent-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let onDisk = folder.appending(path: "return.xml")
        try Data(bytes).write(to: onDisk)
        try await MigratedWarehouse.open { warehouse, _ in
            let files = [SubmittedFile(file: onDisk), SubmittedFile(name: "empty.csv", bytes: [])]
            let receipt = try await warehouse.submit(files: files, from: sender, return: "sen2@2025")
            #expect(receipt.files.map(\.byteCount) == [2_500_000, 0])
            let stored = try await warehouse.files(of: receipt.id)
            #expect(try await warehouse.bytes(of: stored[0]) == bytes)
            let out = folder.appending(path: "out")
            try FileManager.default.createDirectory(at: out, withIntermediateDirectories: true)
            let places = try await warehouse.write(filesOf: receipt.id, to: out)
            #expect(places.map(\.lastPathComponent) == ["return.xml", "empty.csv"])
            #expect(try Data(contentsOf: places[0]) == Data(bytes))
        }
    }

    @Test func `the same bytes are kept once, whoever sends them`() async throws {
        try await MigratedWarehouse.open { warehouse, settings in
            let file = SubmittedFile(name: "a.xml", bytes: Array("<Message/>".utf8))
            let first = try await warehouse.submit(files: [file], from: sender, return: "sen2")
            let second = try await warehouse.submit(files: [file], from: Sender("la:302"), return: "sen2")
            #expect(first.id != second.id)
            #expect(first.sha256 == second.sha256)
            #expect(try await warehouse.status().files == 1)
            let chunks = try await query(settings, "SELECT FROM intake.file_chunk")
            #expect(chunks.count == 1)
        }
    }

    @Test func `the same key gives the same receipt, and other files under it are refused`() async throws {
        try await MigratedWarehouse.open { warehouse, _ in
            let file = SubmittedFile(name: "a.xml", bytes: [1])
            let first = try await warehouse.submit(files: [file], from: sender, return: "sen2@2025", key: "k")
            let again = try await warehouse.submit(files: [file], from: sender, return: "sen2@2025", key: "k")
            #expect(again.id == first.id)
            #expect(again.isRepeat && !first.isRepeat)
            #expect(try await warehouse.status().submissions == ["received": 1])
            #expect(try await warehouse.status().jobs == ["waiting": 1])
            let other = SubmittedFile(name: "a.xml", bytes: [2])
            await #expect(throws: WarehouseError.keyReused(key: "k")) {
                try await warehouse.submit(files: [other], from: sender, return: "sen2@2025", key: "k")
            }
            let neighbour = try await warehouse.submit(files: [other], from: Sender("la:302"), return: "sen2", key: "k")
            #expect(neighbour.id != first.id)
        }
    }

    @Test func `many senders at once each get a receipt, and a repeated key one`() async throws {
        try await MigratedWarehouse.open { warehouse, _ in
            let ids = try await withThrowingTaskGroup(of: Int.self) { group in
                for number in 0..<12 {
                    group.addTask {
                        let file = SubmittedFile(name: "a.xml", bytes: [9])
                        let sender = try Sender("la:\(301 + number % 3)")
                        return try await warehouse.submit(files: [file], from: sender, return: "sen2", key: "one").id
                    }
                }
                return try await group.reduce(into: Set<Int>()) { $0.insert($1) }
            }
            #expect(ids.count == 3)
        }
    }

    @Test func `nothing is kept of a submission whose file is not there`() async throws {
        try await MigratedWarehouse.open { warehouse, _ in
            let missing = SubmittedFile(file: URL(filePath: "/nowhere/a.xml"))
            await #expect(throws: WarehouseError.fileUnreadable(name: "a.xml")) {
                try await warehouse.submit(files: [missing], from: sender, return: "sen2")
            }
            await #expect(throws: WarehouseError.noFiles) {
                try await warehouse.submit(files: [], from: sender, return: "sen2")
            }
            let submissions = try await warehouse.status().submissions
            #expect(submissions.isEmpty)
        }
    }

    @Test(arguments: ["301", "la:30", "la:3011", "la:30x", "school:123", ""])
    func `a sender is an authority's code`(text: String) {
        #expect(throws: WarehouseError.senderUnknown(text)) { try Sender(text) }
    }

    @Test func `a submission that is not there is said to be so`() async throws {
        try await MigratedWarehouse.open { warehouse, _ in
            await #expect(throws: WarehouseError.submissionUnknown(id: 9)) { try await warehouse.submission(9) }
            await #expect(throws: WarehouseError.submissionUnknown(id: 9)) { try await warehouse.files(of: 9) }
        }
    }

    @Test func `the audit log takes no change`() async throws {
        try await MigratedWarehouse.open { warehouse, settings in
            let file = SubmittedFile(name: "a.xml", bytes: [1])
            _ = try await warehouse.submit(files: [file], from: sender, return: "sen2")
            let statements: [SQL] = [
                "UPDATE intake.audit SET action = 'x'", "DELETE FROM intake.audit", "TRUNCATE intake.audit",
            ]
            for statement in statements {
                let error = await #expect(throws: PostgreSQLError.self) { try await query(settings, statement) }
                #expect(error?.sqlState == "23001")
            }
        }
    }
}
