/// The rules of a SARIF run: a descriptor for each code, whatever severities it found at.
struct SARIFRules {
    private var groups: [FindingGroups.Group] = []
    private var places: [String: Int] = [:]

    init(_ all: [FindingGroups.Group]) {
        for group in all.sorted(by: { $0.count.rule < $1.count.rule }) where places[group.count.rule] == nil {
            places[group.count.rule] = groups.count
            groups.append(group)
        }
    }

    func index(of rule: String) -> Int { places[rule] ?? -1 }

    func write(_ json: inout JSONText) {
        json.key("tool")
        json.open("{")
        json.key("driver")
        json.open("{")
        json.member("name", "sendstat")
        json.key("rules")
        json.open("[")
        for group in groups {
            json.breakLine()
            descriptor(group, &json)
        }
        json.close("]")
        json.close("}")
        json.close("}")
    }

    private func descriptor(_ group: FindingGroups.Group, _ json: inout JSONText) {
        let words = group.words
        let meaning = RuleCatalogue.rule(group.count.rule)?.meaning ?? words.summary
        json.open("{")
        json.member("id", group.count.rule)
        message("shortDescription", words.title, &json)
        if !meaning.isEmpty { message("fullDescription", meaning, &json) }
        json.key("help")
        json.open("{")
        json.member("text", words.fix.isEmpty ? words.title : words.fix)
        json.member("markdown", "**\(words.title)**\n\n\(meaning)\n\n*To mend it:* \(words.fix)")
        json.close("}")
        json.key("defaultConfiguration")
        json.open("{")
        json.member("level", group.count.severity.sarifLevel)
        json.close("}")
        json.close("}")
    }

    private func message(_ key: String, _ text: String, _ json: inout JSONText) {
        json.key(key)
        json.open("{")
        json.member("text", text)
        json.close("}")
    }
}

extension Severity {
    /// SARIF's word for how much a result matters.
    var sarifLevel: String {
        switch self {
        case .error: "error"
        case .query: "warning"
        case .warning: "note"
        case .shadow: "none"
        }
    }
}
