public import Foundation
public import PostgreSQL
import Returns
public import Warehouse

/// One run of a pipeline file: its steps one after another, each told by the run's parameters.
public struct PipelineRun: Sendable {
    public let file: PipelineFile
    public let parameters: [String: String]
    public let context: Context

    /// What every step works on.
    public struct Context: Sendable {
        public let warehouse: Warehouse
        public let settings: ConnectionSettings
        /// The folder `Schemas`.
        public let schemas: URL
        public let concurrency: Int
        public let codeVersion: String
        /// Told of each thing that happens.
        public let tell: @Sendable (PipelineEvent) -> Void

        public init(
            warehouse: Warehouse,
            settings: ConnectionSettings,
            schemas: URL,
            concurrency: Int,
            codeVersion: String,
            tell: @escaping @Sendable (PipelineEvent) -> Void
        ) {
            self.warehouse = warehouse
            self.settings = settings
            self.schemas = schemas
            self.concurrency = concurrency
            self.codeVersion = codeVersion
            self.tell = tell
        }
    }

    public init(file: PipelineFile, parameters: [String: String], context: Context) {
        self.file = file
        self.parameters = parameters
        self.context = context
    }

    /// Runs all steps.
    ///
    /// Each step finds what an earlier run already did and goes on from there, so that a run that was stopped can be
    /// started again.
    ///
    /// - Throws: `PipelineError` for a step that is told too little or finds a return it must refuse; what the rooms
    ///   below throw.
    public func run() async throws {
        for (number, step) in zip(1..., file.steps) {
            guard let name = StepName(rawValue: step.uses) else { continue }
            context.tell(.stepStarted(number: number, of: file.steps.count, name: step.uses))
            try await run(name, StepOptions(step: step, parameters: parameters))
            context.tell(.stepEnded(name: step.uses))
        }
    }

    private func run(_ name: StepName, _ options: StepOptions) async throws {
        switch name {
        case .loadReference: try await context.loadReference(options)
        case .openCollection: try await context.openCollection(options)
        case .submit: try await context.submit(options)
        case .work: try await context.work(options)
        case .cut: try await context.cut(options)
        case .report: try await context.report(options)
        }
    }
}

/// What happens in a run, for whoever shows it.
public enum PipelineEvent: Sendable {
    case stepStarted(number: Int, of: Int, name: String)
    /// So many of so many things of the step are done.
    case progress(label: String, done: Int, of: Int)
    case note(String)
    /// A headline sentence of the report.
    case headline(String)
    /// Where the report lies.
    case report(URL)
    case stepEnded(name: String)
}

/// What a step is told, with the parameters put in.
struct StepOptions: Sendable {
    private let step: PipelineFile.Step
    private let values: [String: String]

    init(step: PipelineFile.Step, parameters: [String: String]) {
        self.step = step
        values = (step.with ?? [:]).mapValues { text in
            parameters.reduce(text) { $0.replacingOccurrences(of: "{\($1.key)}", with: $1.value) }
        }
    }

    subscript(_ name: String) -> String? { values[name] }

    func required(_ name: String) throws(PipelineError) -> String {
        guard let value = values[name] else {
            throw PipelineError("The step \(step.uses) needs \(name). Add it under `with` in the pipeline file.")
        }
        return value
    }
}
