import Foundation
import Glibc
import Returns
import Validation

/// The parent's side of one nursery: one return at a time.
struct CheckingChild: Sendable {
    let pid: Int32
    private let input: FileHandle
    private let output: FileHandle
    private let control: FileHandle

    /// Starts the program; it holds no descriptor and no environment of ours but what is given.
    init(_ program: CheckingProgram) throws(CheckingError) {
        let (input, output, control) = (Pipe(), Pipe(), Pipe())
        let process = Process()
        process.executableURL = program.executable
        process.arguments = program.arguments
        process.environment = program.environment
        process.currentDirectoryURL = URL(fileURLWithPath: "/")
        process.standardInput = input
        process.standardOutput = output
        process.standardError = control
        do {
            try process.run()
        } catch {
            throw .unavailable("The program that checks returns could not be started: \(program.executable.path).")
        }
        pid = process.processIdentifier
        self.input = input.fileHandleForWriting
        self.output = output.fileHandleForReading
        self.control = control.fileHandleForReading
    }

    /// Has one return checked, waiting for it.
    ///
    /// - Throws: `CheckingError`, after which this child is of no more use.
    func check(_ request: CheckRequest, _ limits: CheckLimits) throws(CheckingError) -> [UInt8] {
        for _ in 0..<2 {
            if let sealed = try send(request, limits) { return sealed }
        }
        throw .unbelievable
    }

    /// Sees whether processes are confined here.
    ///
    /// - Throws: `CheckingError.unavailable` when they are not, `stopped` when the child was killed before it could tell.
    func prove() throws(CheckingError) {
        let nothing = CheckRequest(returnName: "", files: [])
        guard Descriptor(number: input.fileDescriptor).writeFrame(nothing.heading(CheckLimits())),
            let told = Descriptor(number: control.fileDescriptor).readFrame(atMost: 1 << 20),
            let end = try? ChildEnd(told: told)
        else { throw .stopped(signal: 9) }
        if let error = end.error { throw error }
    }

    /// Sends the return; nil when the child first had to read the version that its header names.
    private func send(_ request: CheckRequest, _ limits: CheckLimits) throws(CheckingError) -> [UInt8]? {
        let sending = Descriptor(number: input.fileDescriptor)
        let receiving = Descriptor(number: output.fileDescriptor)
        if sending.writeFrame(request.heading(limits)) {
            for file in request.files { guard sending.write(file.bytes) else { break } }
        }
        let outcome = Self.outcome(receiving, Descriptor(number: control.fileDescriptor), atMost: limits.sealedBytes)
        guard let end = outcome.end else { throw .stopped(signal: 9) }
        if let error = end.error { throw error }
        guard !receiving.holdsBytes else { throw .unbelievable }
        if case .again = end { return nil }
        guard let sealed = outcome.sealed else { throw .unbelievable }
        return sealed
    }

    /// What came: the child ends without a word on the first pipe when it was stopped, or wants the return again.
    private static func outcome(
        _ output: Descriptor,
        _ control: Descriptor,
        atMost limit: Int
    ) -> (sealed: [UInt8]?, end: ChildEnd?) {
        let isTold = output.waits(beside: control)
        let sealed = isTold ? nil : Self.sealed(output, atMost: limit)
        let end = control.readFrame(atMost: 1 << 20).flatMap { try? ChildEnd(told: $0) }
        return (sealed, end)
    }

    private static func sealed(_ descriptor: Descriptor, atMost limit: Int) -> [UInt8]? {
        var sealed: [UInt8] = []
        while let piece = descriptor.readFrame(atMost: limit - sealed.count) {
            if piece.isEmpty { return sealed }
            sealed.append(contentsOf: piece)
        }
        return nil
    }

    /// Ends it: it sees the end of its input.
    func end() {
        for handle in [input, output, control] { try? handle.close() }
    }

    func kill() {
        Glibc.kill(pid, SIGKILL)
        end()
    }
}
