import CSeccomp
import Glibc
import Returns
import Validation

/// The child's side: reads the standards once, and for each return makes a process of its own that is confined before
/// it sees a byte.
///
/// This process itself never reads a return. It hears on its input: a heading, then the files' bytes. The confined
/// process writes its sealed outcome to the output, and this one tells on the third pipe, which the confined process
/// does not hold, how that process ended.
public struct CheckingNursery {
    private let line: Line

    /// Makes a nursery.
    ///
    /// - Parameter line: The standards and reference data.
    public init(line: Line) {
        self.line = line
    }

    /// Serves until the input ends.
    ///
    /// - Returns: The code to end with: 0, or 2 after something that a further return must not be exposed to.
    public func run() -> Int32 {
        for number in [SIGTERM, SIGINT, SIGPIPE] { signal(number, SIG_IGN) }
        // The worker's sockets, and the pipes of other children.
        closefrom(Descriptor.control.number + 1)
        _ = leave_network()
        var prepared: Set<String> = []
        while let bytes = Descriptor.input.readFrame(atMost: 1 << 24) {
            guard let heading = try? CheckHeading(bytes) else { return 2 }
            var end = check(heading, &prepared)
            // What a return left in the pipe must not become part of the next. Once told, the parent may send that.
            if end.isGood, Descriptor.input.holdsBytes { end = .code(Int(ChildEnd.failed)) }
            guard end.tell(), end.isGood else { return 2 }
        }
        return 0
    }

    private func check(_ heading: CheckHeading, _ prepared: inout Set<String>) -> ChildEnd {
        // A heading that names nothing asks whether processes are confined here.
        if heading.returnName.isEmpty { return Confined.run(heading.limits) {} }
        do {
            let versions = try line.versions(of: heading.returnName)
            let end = Confined.run(heading.limits, heardBy: .input) { try answer(heading, versions, prepared) }
            if case .again(let place) = end { try prepare(versions, place, &prepared) }
            return end
        } catch {
            return .refused("\(error)")
        }
    }

    private func prepare(_ versions: [String], _ place: Int, _ prepared: inout Set<String>) throws {
        guard versions.indices.contains(place), prepared.insert(versions[place]).inserted else { throw PackedError() }
        try line.prepare(versions[place])
    }

    private func answer(_ heading: CheckHeading, _ versions: [String], _ prepared: Set<String>) throws {
        var files: [ReturnInput] = []
        for file in heading.files {
            guard let bytes = Descriptor.input.read(file.length) else { throw PackedError() }
            files.append(ReturnInput(name: file.name, bytes: bytes))
        }
        let outcome: Result<CheckResult, ReadingError>
        do {
            let version = try line.version(heading.returnName, for: files)
            if !prepared.contains(version), let place = versions.firstIndex(of: version) {
                _exit(ChildEnd.firstVersion + Int32(place))
            }
            outcome = .success(try line.check(files, as: heading.returnName, knownIssues: heading.knownIssues))
        } catch let error as ReadingError {
            outcome = .failure(error)
        }
        try SealedCheck.seal(outcome) { guard Descriptor.output.writeFrame($0) else { throw PackedError() } }
        guard Descriptor.output.writeFrame([]) else { throw PackedError() }
    }
}
