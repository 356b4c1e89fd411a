import Crypto
import PostgreSQL

/// The files' bytes in the database: the same content is kept once.
enum FileStore {
    /// Keeps a file's bytes, unless the same bytes are kept already.
    ///
    /// - Parameters:
    ///   - file: The file.
    ///   - described: Its hash and length, from an earlier reading.
    ///   - session: The transaction.
    /// - Throws: `WarehouseError.fileUnreadable` when it reads otherwise than before.
    static func keep(_ file: SubmittedFile, as described: StoredFile, in session: Session) throws {
        let isNew = try session.execute(
            """
            INSERT INTO intake.file (sha256, byte_count) VALUES (decode($1, 'hex'), $2)
            ON CONFLICT (sha256) DO NOTHING
            """,
            [.text(described.sha256), Parameter(described.byteCount)]
        )
        guard isNew == 1, let key = Hexadecimal.bytes(described.sha256) else { return }
        var hash = SHA256()
        try session.copyIn(
            "COPY intake.file_chunk (sha256, chunk_number, bytes) FROM STDIN (FORMAT binary)",
            format: .binary
        ) { writer in
            var number: Int32 = 0
            try file.forEachPiece { piece in
                hash.update(data: piece)
                try writer.write(
                    columns: [.constantBytes(key), .constantInt32(number), .constantBytes(piece)],
                    rows: 0..<1
                )
                number += 1
            }
        }
        guard Array(hash.finalize()) == key else { throw WarehouseError.fileUnreadable(name: file.name) }
    }

    static func files(of submission: Int, in session: Session) throws -> [StoredFile] {
        let rows = try session.query(
            """
            SELECT s.name, encode(f.sha256, 'hex') AS sha256, f.byte_count
            FROM intake.submission_file s
            JOIN intake.file f USING (sha256)
            WHERE s.submission_id = $1
            ORDER BY s.file_number
            """,
            [Parameter(submission)]
        )
        return try rows.map { row in
            StoredFile(name: try row.get("name"), sha256: try row.get("sha256"), byteCount: try row.get("byte_count"))
        }
    }
}
