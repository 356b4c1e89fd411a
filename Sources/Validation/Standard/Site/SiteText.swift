import Returns

/// Makes small pieces of HTML from plain text.
enum SiteText {
    static func escaped(_ text: String) -> String { HTMLText.escaped(text) }

    /// A name as code; a long one may be broken behind its own separators.
    static func code(_ text: String) -> String {
        guard text.utf8.count > 12 else { return "<code>\(escaped(text))</code>" }
        var pieces = [""]
        for character in text {
            pieces[pieces.count - 1].append(character)
            if "_./-,(".contains(character) { pieces.append("") }
        }
        return "<code>\(pieces.filter { !$0.isEmpty }.map(escaped).joined(separator: "<wbr>"))</code>"
    }

    static func paragraph(_ text: String) -> String { text.isEmpty ? "" : "<p>\(escaped(text))</p>" }

    static func block(_ text: String) -> String {
        "<pre>\(text.split(separator: "\n", omittingEmptySubsequences: false).map { escaped(String($0)) }.joined(separator: "\n"))</pre>"
    }

    static func link(_ text: String, to path: String) -> String {
        "<a href=\"\(escaped(path))\">\(escaped(text))</a>"
    }

    static func tag(_ severity: Severity) -> String {
        "<span class=\"tag \(severity.rawValue)\">\(severity.rawValue)</span>"
    }

    static func list(_ items: [String]) -> String {
        items.isEmpty ? "" : "<ul>" + items.map { "<li>\($0)</li>" }.joined(separator: "\n") + "</ul>"
    }

    /// A message whose placeholders stand out: `{cease_date}`.
    static func withPlaceholders(_ text: String) -> String {
        escaped(text).replacing(#/\{[^{}]*\}/#) { "<var>\($0.output)</var>" }
    }

    /// 16 January 2025.
    static func date(_ date: CalendarDate) -> String {
        let months = [
            "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
            "November", "December",
        ]
        let (year, month, day) = date.parts
        return "\(day) \(months[month - 1]) \(year)"
    }

    /// The name of a code list as a title: `sen-setting` is SEN setting.
    static func listTitle(_ name: String) -> String {
        let short = ["sen", "senco", "upn", "urn", "ukprn", "la", "ehc"]
        let words = name.split(separator: "-").map { short.contains(String($0)) ? $0.uppercased() : String($0) }
        let title = words.joined(separator: " ")
        return title.prefix(1).uppercased() + title.dropFirst()
    }

    /// The anchor of a code on the page of its list.
    static func anchor(ofCode code: String) -> String { HTMLText.identifier("code-\(code)") }

    /// How many records of a table one record above may have; empty for the header.
    static func amount(_ table: TableSchema) -> String {
        guard table.parent != nil else { return "" }
        let bounds = table.perParent
        return switch (bounds.minimum, bounds.maximum) {
        case (0, nil): "any number"
        case (let low, nil): "\(low) or more"
        case (let low, let high?): low == high ? "exactly \(low)" : "\(low) to \(high)"
        }
    }

    /// Which of all versions have an item: all, from one on, or the names.
    static func span(of versions: [ResolvedSchema], in all: [ResolvedSchema]) -> String {
        let names = versions.map(\.version)
        if versions.count == all.count { return all.count == 1 ? escaped(names.joined()) : "all" }
        if names == all.suffix(names.count).map(\.version), let first = names.first { return escaped("from \(first)") }
        if names == all.prefix(names.count).map(\.version), let last = names.last { return escaped("until \(last)") }
        return escaped(names.joined(separator: ", "))
    }

    /// What a field holds, in a few words.
    static func type(_ type: FieldType) -> String {
        switch type {
        case .text(let length): length.map { "text of at most \($0) characters" } ?? "text"
        case .integer(let low, let high): range(low, high)
        case .boolean: "true or false, as 1 or 0"
        case .date: "date"
        case .dateTime: "date and time"
        case .code(let list): "code of the list \(listTitle(list))"
        case .identifier(let kind): identifier(kind)
        }
    }

    private static func range(_ low: Int32?, _ high: Int32?) -> String {
        switch (low, high) {
        case (let low?, let high?): "whole number from \(low) to \(high)"
        case (let low?, nil): "whole number, \(low) or more"
        case (nil, let high?): "whole number, \(high) or less"
        case (nil, nil): "whole number"
        }
    }

    private static func identifier(_ kind: IdentifierKind) -> String {
        switch kind {
        case .upn: "unique pupil number"
        case .uln: "unique learner number"
        case .urn: "unique reference number of an establishment"
        case .ukprn: "UK provider reference number"
        case .postcode: "postcode"
        case .localAuthority: "number of a local authority"
        }
    }
}
