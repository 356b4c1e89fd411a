/// Holds the change list beside the code lists: what it says has changed must have, and what has changed must be said.
struct CodeListChanges {
    let base: [String: CodeList]
    let next: [String: CodeList]

    /// Compares the lists of the two versions with the operations on code lists.
    ///
    /// Authorities are left out: they come and go by law, with their dates in the reference table.
    ///
    /// - Throws: `SchemaError` at the operation that says too much, or at the descriptor that says too little.
    func check(_ descriptor: Descriptor) throws(SchemaError) {
        var said: Set<String> = []
        for operation in descriptor.codeListOperations {
            let name = operation.changedList ?? ""
            guard let before = base[name], let after = next[name] else {
                throw operation.failure("Both versions must use the code list \(name) for it to change.")
            }
            guard before.codes != after.codes else {
                throw operation.failure("The code list \(name) is the same on both census days. Check its dates.")
            }
            said.insert(name)
        }
        for (name, before) in base.sorted(by: { $0.key < $1.key }) where name != CodeListFolder.authorities {
            guard let after = next[name], before.codes != after.codes, !said.contains(name) else { continue }
            throw SchemaError(
                file: descriptor.file,
                "The code list \(name) differs from \(descriptor.extends ?? "") and no operation says so."
                    + " Add the operation change with the target codes/\(name)."
            )
        }
    }
}
