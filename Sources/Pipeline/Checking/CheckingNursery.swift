import CSeccomp
import Foundation
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
        while let bytes = Descriptor.input.readFrame(atMost: 1 << 24) {
            guard let heading = try? CheckHeading(bytes) else { return 2 }
            do {
                try line.prepare(heading.returnName)
            } catch {
                ChildEnd.refused("\(error)").tell()
                return 2
            }
            let end = Self.inConfinedProcess(heading.limits) { try answer(heading) }
            // What an earlier return left in the pipe must not become part of the next.
            let isClean = end == .done && !Descriptor.input.holdsBytes
            guard end.tell(), isClean else { return 2 }
        }
        return 0
    }

    /// Runs something in a confined process of its own and waits for its end.
    static func inConfinedProcess(_ limits: CheckLimits, _ body: () throws -> Void) -> ChildEnd {
        guard isSingleThreaded else { return .refused("A process with threads cannot be divided.") }
        let pid = fork_single_threaded()
        guard pid >= 0 else { return .refused("The system has no room for another process.") }
        if pid == 0 {
            close(Descriptor.control.number)
            guard Confinement.enter(limits) else { _exit(ChildEnd.unconfined) }
            do { try body() } catch { _exit(ChildEnd.failed) }
            _exit(0)
        }
        var status: Int32 = 0
        while unsafe waitpid(pid, &status, 0) < 0, errno == EINTR {}
        return ChildEnd(status: status)
    }

    private func answer(_ heading: CheckHeading) throws {
        var files: [ReturnInput] = []
        for file in heading.files {
            guard let bytes = Descriptor.input.read(file.length) else { throw PackedError() }
            files.append(ReturnInput(name: file.name, bytes: bytes))
        }
        let outcome: Result<CheckResult, ReadingError>
        do {
            outcome = .success(try line.check(files, as: heading.returnName, knownIssues: heading.knownIssues))
        } catch let error as ReadingError {
            outcome = .failure(error)
        }
        try SealedCheck.seal(outcome) { guard Descriptor.output.writeFrame($0) else { throw PackedError() } }
        guard Descriptor.output.writeFrame([]) else { throw PackedError() }
    }

    private static var isSingleThreaded: Bool {
        (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/task").count) == 1
    }
}
