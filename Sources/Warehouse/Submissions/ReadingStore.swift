import PostgreSQL
import Returns
import Validation

/// How a submission was read: its files, and what was read otherwise than as it came.
enum ReadingStore {
    static func keep(_ result: CheckResult, of submission: Int, in session: Session) throws {
        try keep(result.readAs, submission, session)
        try keep(result.receipt.files, result.receipt.previousFiles, submission, session)
    }

    private static func keep(_ entries: [CheckResult.ReadAs], _ submission: Int, _ session: Session) throws {
        func texts(_ part: (CheckResult.ReadAs) -> String) -> Parameter {
            Parameter(entries.map { FindingStore.storable(part($0)) })
        }
        try session.execute(
            """
            INSERT INTO intake.read_as (
                submission_id, table_name, column_name, kind, cell_count, first_file, first_line, first_found,
                first_read_as, entry_number
            )
            SELECT $1, r.* FROM unnest(
                $2::text[], $3::text[], $4::text[], $5::bigint[], $6::text[], $7::integer[], $8::text[], $9::text[]
            ) WITH ORDINALITY AS r
            """,
            [
                Parameter(submission), texts(\.table), texts(\.column), texts(\.kind.rawValue),
                Parameter(entries.map { Int64($0.count) }), texts(\.firstFile),
                Parameter(entries.map { Int64($0.firstLine) }), texts(\.firstFound), texts(\.firstReadAs),
            ]
        )
    }

    private static func keep(
        _ files: [SourceFile],
        _ previous: [SourceFile],
        _ submission: Int,
        _ session: Session
    ) throws {
        let all = files + previous
        try session.execute(
            """
            INSERT INTO intake.read_file (submission_id, name, form, byte_count, sha256, file_number, is_previous)
            SELECT $1, f.*, f.number > $6
            FROM unnest($2::text[], $3::text[], $4::bigint[], $5::text[])
                WITH ORDINALITY AS f (name, form, bytes, sha256, number)
            """,
            [
                Parameter(submission), Parameter(all.map { FindingStore.storable($0.name) }),
                Parameter(all.map(\.form.rawValue)), Parameter(all.map { Int64($0.byteCount) }),
                Parameter(all.map(\.sha256)), Parameter(files.count),
            ]
        )
    }

    static func readAs(_ submission: Int, _ session: Session) throws -> [CheckResult.ReadAs] {
        try session.query(
            "SELECT * FROM intake.read_as WHERE submission_id = $1 ORDER BY entry_number",
            [Parameter(submission)]
        ).map { row in
            guard let kind = Normalisation.Kind(rawValue: try row.get("kind")) else { throw WarehouseError.noAnswer }
            return CheckResult.ReadAs(
                keptOf: kind,
                table: try row.get("table_name"),
                column: try row.get("column_name"),
                count: try row.get("cell_count"),
                first: Finding.keptPlace(
                    file: try row.get("first_file"),
                    row: 0,
                    line: try row.get("first_line"),
                    column: try row.get("column_name"),
                    found: try row.get("first_found")
                ),
                readAs: try row.get("first_read_as")
            )
        }
    }

    static func files(_ submission: Int, isPrevious: Bool, _ session: Session) throws -> [SourceFile] {
        try session.query(
            "SELECT * FROM intake.read_file WHERE submission_id = $1 AND is_previous = $2 ORDER BY file_number",
            [Parameter(submission), Parameter(isPrevious)]
        ).map { row in
            guard let form = SourceFile.Form(rawValue: try row.get("form")) else { throw WarehouseError.noAnswer }
            return SourceFile(
                name: try row.get("name"),
                form: form,
                byteCount: try row.get("byte_count"),
                sha256: try row.get("sha256")
            )
        }
    }
}
