public import Disclosure
import Foundation
import Reporting
import Warehouse

extension PipelineRun.Context {
    /// Builds the report of a cut.
    func report(_ options: StepOptions) async throws {
        let folder = URL(fileURLWithPath: try options.required("out"))
        let released = try await CutReport(
            warehouse: warehouse,
            cut: try options.required("cut"),
            method: try ReportMethod.named(options["method"] ?? "round-to-five"),
            isSynthetic: options["synthetic"] == "true",
            codeVersion: codeVersion
        ).write(to: folder)
        for sentence in released.headlines { tell(.headline(sentence)) }
        tell(.report(folder.appendingPathComponent("index.html")))
    }
}

/// The methods of disclosure control by the names that people give.
public enum ReportMethod {
    /// Looks a method up.
    ///
    /// - Parameter name: `round-to-five` or `none`.
    /// - Returns: The method.
    /// - Throws: `PipelineError` for another name.
    public static func named(_ name: String) throws(PipelineError) -> Disclosure.Method {
        switch name {
        case "round-to-five": return .roundToFive
        case "none": return .none
        default: throw PipelineError("There is no method of disclosure control \(name). Use round-to-five or none.")
        }
    }
}
