import Warehouse

extension PipelineRun.Context {
    /// Freezes what is current under a name; a cut that is there already is used as it is.
    func cut(_ options: StepOptions) async throws {
        let name = try options.required("name")
        if let cut = try await warehouse.cuts().first(where: { $0.name == name }) {
            tell(.note("The cut \(name) of \(cut.asOf) is there already and is used as it is."))
            return
        }
        let cut = try await warehouse.createCut(name)
        tell(.note("The cut \(name) holds \(cut.returns) returns as of \(cut.asOf)."))
    }
}
