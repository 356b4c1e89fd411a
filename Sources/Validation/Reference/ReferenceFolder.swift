import Foundation
import Returns

/// Finds the files of reference data in a folder, by their names or, failing that, by their headings.
struct ReferenceFolder {
    enum Kind {
        case own, extract, links
    }

    struct Entry {
        let url: URL
        let kind: Kind

        var name: String { url.lastPathComponent }

        /// The day in the file's name, as `edubasealldata20250401.csv` has it.
        var day: CalendarDate? {
            let digits = name.split(whereSeparator: { !$0.isASCII || !$0.isNumber }).last { $0.utf8.count == 8 }
            guard let digits, let number = Int(digits) else { return nil }
            return CalendarDate(year: number / 10_000, month: number / 100 % 100, day: number % 100)
        }
    }

    private(set) var register: Entry
    private(set) var links: Entry?
    private(set) var notes: [ReferenceNote] = []

    /// Looks through a folder.
    ///
    /// - Throws: `ReferenceError` when the folder cannot be opened or holds no register.
    init(_ directory: URL) throws(ReferenceError) {
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: directory.path) else {
            throw Self.failure(directory, "The directory could not be opened. Check its name and that you may read it.")
        }
        let entries = names.sorted().filter { $0.lowercased().hasSuffix(".csv") }.compactMap {
            Self.entry(directory.appendingPathComponent($0))
        }
        guard let register = entries.first(where: { $0.kind == .own }) ?? Self.latest(.extract, entries) else {
            let sentence =
                "There is no register in the directory. Put establishments.csv or an edubasealldata file there."
            throw Self.failure(directory, sentence)
        }
        self.register = register
        links = Self.latest(.links, entries)
        for entry in entries where entry.kind != .own && entry.url != register.url && entry.url != links?.url {
            note(entry, "The file is left aside, since another file of its kind is taken before it.")
        }
    }

    /// The entry of a kind with the latest day in its name.
    private static func latest(_ kind: Kind, _ entries: [Entry]) -> Entry? {
        entries.filter { $0.kind == kind }
            .max { ($0.day?.daysSince1970 ?? .min, $0.name) < ($1.day?.daysSince1970 ?? .min, $1.name) }
    }

    private mutating func note(_ entry: Entry, _ sentence: String) {
        notes.append(ReferenceNote(file: entry.name, sentence: sentence))
    }

    private static func entry(_ url: URL) -> Entry? {
        let name = url.lastPathComponent.lowercased()
        if name == "establishments.csv" { return Entry(url: url, kind: .own) }
        if name.hasPrefix("links_edubase") { return Entry(url: url, kind: .links) }
        if name.hasPrefix("edubaseall") { return Entry(url: url, kind: .extract) }
        guard let handle = try? FileHandle(forReadingFrom: url), let data = try? handle.read(upToCount: 16_384) else {
            return nil
        }
        let headings = Set(ReferenceFile.headings(of: [UInt8](data)))
        if headings.isSuperset(of: EstablishmentLinks.headings) { return Entry(url: url, kind: .links) }
        if headings.isSuperset(of: RegisterLayout.extract.required) { return Entry(url: url, kind: .extract) }
        return nil
    }

    private static func failure(_ directory: URL, _ sentence: String) -> ReferenceError {
        ReferenceError(code: .unreadable, file: directory.lastPathComponent, line: 0, sentence: sentence)
    }
}
