import Returns

/// Makes small pieces of HTML from plain text.
enum SiteText {
    static func escaped(_ text: String) -> String {
        var result = ""
        result.reserveCapacity(text.utf8.count)
        for character in text {
            switch character {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            default: result.append(character)
            }
        }
        return result
    }

    static func code(_ text: String) -> String { "<code>\(escaped(text))</code>" }

    static func paragraph(_ text: String) -> String { text.isEmpty ? "" : "<p>\(escaped(text))</p>" }

    static func block(_ text: String) -> String { "<pre>\(escaped(text))</pre>" }

    static func link(_ text: String, to path: String) -> String {
        "<a href=\"\(escaped(path))\">\(escaped(text))</a>"
    }

    static func tag(_ severity: Severity) -> String {
        "<span class=\"tag \(severity.rawValue)\">\(severity.rawValue)</span>"
    }

    static func list(_ items: [String]) -> String {
        items.isEmpty ? "" : "<ul>" + items.map { "<li>\($0)</li>" }.joined(separator: "\n") + "</ul>"
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

    /// What a field holds, in a few words.
    static func type(_ type: FieldType) -> String {
        switch type {
        case .text(let length): length.map { "text of at most \($0) characters" } ?? "text"
        case .integer(let low, let high): range(low, high)
        case .boolean: "true or false, as 1 or 0"
        case .date: "date"
        case .dateTime: "date and time"
        case .code(let list): "code of the list \(list)"
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
