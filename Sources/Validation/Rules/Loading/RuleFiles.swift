import Foundation
import Returns
import Yams

/// The rule files of a return, read whole and checked for codes that stand twice.
struct RuleFiles {
    let drafts: [RuleDraft]

    init(directory: URL, name: String) throws(RuleError) {
        let folder = "returns/\(name)/rules"
        let path = directory.appendingPathComponent(folder)
        let names = (try? FileManager.default.contentsOfDirectory(atPath: path.path)) ?? []
        var drafts: [RuleDraft] = []
        var places: [String: RuleDraft] = [:]
        for file in names.filter({ $0.hasSuffix(".yaml") }).sorted() {
            for draft in try Self.read("\(folder)/\(file)", in: directory) {
                if let other = places[draft.code] {
                    throw draft.node.failure(
                        "The code \(draft.code) stands in \(other.node.text.name), line \(other.node.line), too."
                    )
                }
                places[draft.code] = draft
                drafts.append(draft)
            }
        }
        self.drafts = drafts
    }

    private static func read(_ file: String, in directory: URL) throws(RuleError) -> [RuleDraft] {
        guard let text = try? String(contentsOf: directory.appendingPathComponent(file), encoding: .utf8) else {
            throw RuleError(file: file, "The file cannot be read.")
        }
        let place = RuleFileText(name: file, text: text)
        let root = RuleNode(node: try compose(text, place), text: place)
        var drafts: [RuleDraft] = []
        for node in try root.mapping(allowing: ["rules"]).required("rules").sequence() {
            drafts.append(try RuleDraft(node))
        }
        return drafts
    }

    private static func compose(_ text: String, _ place: RuleFileText) throws(RuleError) -> Node {
        do {
            guard let node = try Yams.compose(yaml: text, .basic) else {
                throw RuleError(file: place.name, "The file is empty.")
            }
            return node
        } catch let error as RuleError {
            throw error
        } catch let error as YamlError {
            throw failure(error, place)
        } catch {
            throw RuleError(file: place.name, "The YAML cannot be read.")
        }
    }

    private static func failure(_ error: YamlError, _ place: RuleFileText) -> RuleError {
        switch error {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            place.failure(line: mark.line, column: mark.column, "The YAML cannot be read: \(problem).")
        case .duplicatedKeysInMapping(let keys, let context):
            place.failure(
                line: context.mark.line,
                column: context.mark.column,
                "\(keys.joined(separator: ", ")) stands more than once here."
            )
        default: RuleError(file: place.name, "The YAML cannot be read: \(error)")
        }
    }
}
