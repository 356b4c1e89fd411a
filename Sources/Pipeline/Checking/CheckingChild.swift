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
        let sending = Descriptor(number: input.fileDescriptor)
        let receiving = Descriptor(number: output.fileDescriptor)
        if sending.writeFrame(request.heading(limits)) {
            for file in request.files { guard sending.write(file.bytes) else { break } }
        }
        let sealed = Self.sealed(receiving, atMost: limits.memory)
        guard let told = Descriptor(number: control.fileDescriptor).readFrame(atMost: 1 << 20),
            let end = try? ChildEnd(told: told)
        else { throw .stopped(signal: 9) }
        if let error = end.error { throw error }
        guard let sealed, !receiving.holdsBytes else { throw .unbelievable }
        return sealed
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
