extension Checker {
    /// Says that a name is not known, and which known one it may have been meant for.
    func unknown(_ name: String, of record: String? = nil, among names: [String]) -> String {
        let nearest = names.map { (Self.distance(name, $0), $0) }.min { $0 < $1 }
        let hint = nearest.flatMap { $0.0 <= 2 && $0.0 < name.count ? " Is \($0.1) meant?" : nil } ?? ""
        if let record { return "\(record) has no \(name).\(hint)" }
        return "Nothing here is called \(name).\(hint)"
    }

    /// Counts the letters to add, drop or change.
    private static func distance(_ left: String, _ right: String) -> Int {
        let right = Array(right.utf8)
        var row = Array(0...right.count)
        for (i, a) in left.utf8.enumerated() {
            var before = row[0]
            row[0] = i + 1
            for (j, b) in right.enumerated() {
                let changed = before + (a == b ? 0 : 1)
                before = row[j + 1]
                row[j + 1] = min(changed, row[j] + 1, row[j + 1] + 1)
            }
        }
        return row[right.count]
    }
}
