public import Foundation
public import Returns
import Synchronization
public import Validation

/// The program that checks in a process of its own, and what it is given.
public struct CheckingProgram: Sendable {
    public let executable: URL
    public let arguments: [String]
    /// All that it finds in its environment.
    public let environment: [String: String]

    public init(executable: URL, arguments: [String], environment: [String: String]) {
        self.executable = executable
        self.arguments = arguments
        self.environment = environment
    }
}

/// Children that check returns, kept from one return to the next, since reading the standards takes a while.
public final class CheckingChildren: Sendable {
    private let program: CheckingProgram
    private let limits: CheckLimits
    private let idle = Mutex<[CheckingChild]>([])

    public init(program: CheckingProgram, limits: CheckLimits = CheckLimits()) {
        self.program = program
        self.limits = limits
    }

    deinit {
        for child in idle.withLock({ $0 }) { child.end() }
    }

    /// Starts the first child and sees that this system confines it, before any return is taken.
    ///
    /// - Throws: `CheckingError.unavailable`, with what to do.
    public func prove() throws(CheckingError) {
        for _ in 0..<3 {
            let child = try CheckingChild(program)
            do {
                try child.prove()
                return idle.withLock { $0.append(child) }
            } catch {
                child.kill()
                guard error.concernsOneReturn else { throw error }
            }
        }
        throw .unavailable(
            "The program that checks returns ends at once. See why with: sendstat check-one --trial reach | cat"
        )
    }

    /// Checks a return in a confined process of its own.
    ///
    /// - Parameters:
    ///   - request: The return.
    ///   - library: The standards by which the result is opened again.
    /// - Returns: The result, as if it had been checked here.
    /// - Throws: `ReadingError` for files that cannot be read to their end; `CheckingError` when no result came.
    public func check(_ request: CheckRequest, library: SchemaLibrary) async throws -> CheckResult {
        // The waiting blocks, so it has a thread of its own.
        try await withCheckedThrowingContinuation { continuation in
            Thread.detachNewThread {
                continuation.resume(with: Result { try self.wait(for: request, library) })
            }
        }
    }

    private func wait(for request: CheckRequest, _ library: SchemaLibrary) throws -> CheckResult {
        let child = try idle.withLock { $0.popLast() } ?? CheckingChild(program)
        let sealed: [UInt8]
        do {
            sealed = try child.check(request, limits)
        } catch {
            child.kill()
            throw error
        }
        idle.withLock { $0.append(child) }
        do {
            return try SealedCheck.open(sealed, library: library)
        } catch is SealError {
            throw CheckingError.unbelievable
        }
    }
}

/// Where returns are checked.
public enum Checking: Sendable {
    /// In the worker itself: a file that kills the reader kills the worker.
    case inProcess
    /// In confined processes.
    case children(CheckingChildren)

    func check(_ request: CheckRequest, by line: Line) async throws -> CheckResult {
        switch self {
        case .inProcess:
            let files = request.files.map { ReturnInput(name: $0.name, bytes: $0.bytes) }
            return try line.check(files, as: request.returnName, knownIssues: request.knownIssues)
        case .children(let children): return try await children.check(request, library: line.library)
        }
    }
}
