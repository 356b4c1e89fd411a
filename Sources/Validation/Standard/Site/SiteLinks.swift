/// Where each page stands, from the root of the site.
enum SiteLinks {
    static let home = "index.html"
    static let search = "search.html"

    static func family(_ name: String) -> String { "\(name)/index.html" }
    static func version(_ name: String, _ version: String) -> String { "\(name)/\(version)/index.html" }
    static func changes(_ name: String, _ version: String) -> String { "\(name)/\(version)/changes.html" }
    static func file(_ name: String, _ version: String, _ file: String) -> String { "\(name)/\(version)/\(file)" }
    static func table(_ name: String, _ table: String) -> String { "\(name)/tables/\(table).html" }
    static func field(_ name: String, _ field: FieldName) -> String {
        "\(name)/fields/\(field.table).\(field.field).html"
    }
    static func rule(_ name: String, _ code: String) -> String { "\(name)/rules/\(code).html" }
    static func codes(_ list: String) -> String { "codes/\(list).html" }
    static func codesFile(_ list: String) -> String { "codes/\(list).csv" }
}
