/// A file in an archive, by its name there.
struct ArchiveEntry: Hashable {
    /// The whole name, with the folders before it: `return/person.csv`.
    let path: String

    /// The last part of the name: what findings call the file.
    var name: String { String(path.split(separator: "/").last ?? "") }

    /// What follows the last full stop of the name, in lower case.
    var label: String {
        guard let dot = name.lastIndex(of: "."), dot > name.startIndex else { return "" }
        return name[name.index(after: dot)...].lowercased()
    }

    /// Whether macOS or Windows put it there for themselves.
    var isOfTheSystem: Bool {
        let parts = path.split(separator: "/")
        return parts.contains("__MACOSX") || name.hasPrefix("._")
            || [".DS_Store", "Thumbs.db", "desktop.ini"].contains(name)
    }

    /// Whether the name stays inside the archive: no root, no drive, no way up.
    static func isSafe(_ path: String) -> Bool {
        let scalars = path.unicodeScalars
        guard let first = scalars.first, first != "/", first != "\\" else { return false }
        if scalars.dropFirst().first == ":" { return false }
        guard !scalars.contains(where: { $0.value < 0x20 || $0.value == 0x7F }) else { return false }
        return !path.split(whereSeparator: { $0 == "/" || $0 == "\\" }).contains("..")
    }
}
