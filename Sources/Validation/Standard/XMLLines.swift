/// Builds XML line by line, indented by depth.
struct XMLLines {
    private(set) var text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    private var depth = 0

    /// Writes an element without content.
    mutating func empty(_ element: String, _ attributes: KeyValuePairs<String, String> = [:]) {
        line("<\(element)\(Self.words(attributes))/>")
    }

    /// Writes an element around what `content` writes.
    mutating func element(
        _ element: String,
        _ attributes: KeyValuePairs<String, String> = [:],
        _ content: (inout XMLLines) -> Void
    ) {
        line("<\(element)\(Self.words(attributes))>")
        depth += 1
        content(&self)
        depth -= 1
        line("</\(element)>")
    }

    /// Writes an element that holds text alone.
    mutating func leaf(_ element: String, _ content: String) {
        line("<\(element)>\(Self.escaped(content))</\(element)>")
    }

    private mutating func line(_ content: String) {
        text += String(repeating: "  ", count: depth) + content + "\n"
    }

    private static func words(_ attributes: KeyValuePairs<String, String>) -> String {
        attributes.map { " \($0.key)=\"\(escaped($0.value))\"" }.joined()
    }

    private static func escaped(_ text: String) -> String {
        var result = ""
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
}

extension XMLLines {
    /// Says in a schema document what something is.
    mutating func documentation(_ words: String) {
        element("xs:annotation") { $0.leaf("xs:documentation", words) }
    }
}
