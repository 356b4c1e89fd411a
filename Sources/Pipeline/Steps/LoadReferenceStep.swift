import Foundation
import Warehouse

extension PipelineRun.Context {
    /// Loads the areas and categories of the standards, their code lists, and a folder of establishments.
    func loadReference(_ options: StepOptions) async throws {
        let folder = URL(fileURLWithPath: try options.required("folder"))
        let changed = try await warehouse.loadReference(
            directories: [
                schemas.appendingPathComponent("reference"), schemas.appendingPathComponent("codes"), folder,
            ]
        )
        tell(.note(changed.isEmpty ? "Reference data is as it was." : "Loaded \(changed.count) reference files."))
    }
}
