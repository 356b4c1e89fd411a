import Foundation
import Returns
import Validation

/// A made-up return of one authority, read and checked by the real standard.
///
/// Person 1 has one plan, person 2 two placements, and so on.
/// The first three plans have no need, which makes three queries.
struct SampleReturn {
    var localAuthority: Int32 = 301
    var year = 2025
    var persons = 10
    /// Changes what the return says without changing its size.
    var variant = 0

    /// Each stands in a kind of cell that must not leave `identity`.
    static let markers = ["ZZMARKER", "ZE7 4QQ", "30177", "97531"]

    private static let library = SchemaLibrary(directory: MigratedWarehouse.migrations.deletingLastPathComponent())

    var result: CheckResult {
        get throws {
            let schema = try Self.library.resolve("sen2@\(year)")
            let sample = SampleTables(sample: self, schema: schema)
            return Checker(schema: schema).check(try ReturnReader(schema: schema).read(sample.inputs))
        }
    }
}
