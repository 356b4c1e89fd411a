public import Foundation
import Yams

/// A scheduled run as a file in `Pipelines/`: its parameters, and its steps in order.
public struct PipelineFile: Sendable, Hashable, Decodable {
    public let name: String
    public let title: String
    public let parameters: [String: String]
    public let steps: [Step]

    public struct Step: Sendable, Hashable, Decodable {
        /// Which step it is: see `StepName`.
        public let uses: String
        /// What it is told; `{parameter}` stands for the parameter's value.
        public let with: [String: String]?
    }

    /// Reads a pipeline file.
    ///
    /// - Parameters:
    ///   - name: Its name without ending.
    ///   - folder: The folder `Pipelines`.
    /// - Throws: `PipelineError` when it is not there or not of the form.
    public init(named name: String, in folder: URL) throws(PipelineError) {
        let file = folder.appendingPathComponent("\(name).yaml")
        guard let text = try? String(contentsOf: file, encoding: .utf8) else {
            let known = Self.names(in: folder).joined(separator: ", ")
            throw PipelineError("There is no pipeline \(name). Known are: \(known).")
        }
        do {
            self = try YAMLDecoder().decode(PipelineFile.self, from: text)
        } catch {
            throw PipelineError(
                "The pipeline file \(name).yaml cannot be read. Check its form against annual-report.yaml."
            )
        }
        for step in steps where StepName(rawValue: step.uses) == nil {
            throw PipelineError(
                "The pipeline \(name) uses a step \(step.uses), which there is not. Known are: "
                    + StepName.allCases.map(\.rawValue).joined(separator: ", ") + "."
            )
        }
    }

    /// The pipelines of a folder.
    ///
    /// - Parameter folder: The folder `Pipelines`.
    /// - Returns: Their names, sorted.
    public static func names(in folder: URL) -> [String] {
        let files = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return files.filter { $0.hasSuffix(".yaml") }.map { String($0.dropLast(5)) }.sorted()
    }

    /// The parameters with some values replaced.
    ///
    /// - Parameter values: New values by parameter.
    /// - Returns: All parameters.
    /// - Throws: `PipelineError` for a parameter that the pipeline does not have.
    public func parameters(with values: [String: String]) throws(PipelineError) -> [String: String] {
        for name in values.keys.sorted() where parameters[name] == nil {
            let known = parameters.keys.sorted().joined(separator: ", ")
            throw PipelineError("The pipeline \(self.name) has no parameter \(name). It has: \(known).")
        }
        return parameters.merging(values) { $1 }
    }
}

/// Why a pipeline cannot run, with what to do.
public struct PipelineError: Error, Sendable, Hashable, CustomStringConvertible {
    public let description: String

    public init(_ description: String) {
        self.description = description
    }
}

/// The steps there are.
public enum StepName: String, Sendable, CaseIterable {
    case loadReference = "load-reference"
    case openCollection = "open-collection"
    case submit
    case work
    case cut
    case report
}
