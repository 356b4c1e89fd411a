import Returns

/// How a confined process ended.
enum ChildEnd: Equatable {
    case done
    case signal(Int)
    case code(Int)
    case refused(String)
    /// The version of this place in the list was missing; it is read now, and the return is to be sent again.
    case again(Int)

    /// Codes a confined process ends with.
    static let unconfined: Int32 = 3
    static let failed: Int32 = 4
    static let firstVersion: Int32 = 64

    init(status: Int32) {
        let signal = status & 0x7F
        let code = (status >> 8) & 0xFF
        switch (signal, code) {
        case (0, 0): self = .done
        case (0, Self.unconfined):
            self = .refused(
                "This system does not confine processes (seccomp), so no return is checked in one. "
                    + "Give the worker a system that does, or run it with --in-process."
            )
        case (0, Self.firstVersion...): self = .again(Int(code - Self.firstVersion))
        case (0, _): self = .code(Int(code))
        default: self = .signal(Int(signal))
        }
    }

    /// Says it on the third pipe.
    @discardableResult
    func tell() -> Bool {
        var writer = PackedWriter()
        switch self {
        case .done: writer.add(0)
        case .signal(let number): [1, number].forEach { writer.add($0) }
        case .code(let number): [2, number].forEach { writer.add($0) }
        case .refused(let reason):
            writer.add(3)
            writer.add(reason)
        case .again(let place): [4, place].forEach { writer.add($0) }
        }
        return Descriptor.control.writeFrame(writer.bytes)
    }

    init(told bytes: [UInt8]) throws(PackedError) {
        var reader = PackedReader(bytes, 0..<bytes.count)
        switch try reader.number() {
        case 0: self = .done
        case 1: self = .signal(try reader.number())
        case 2: self = .code(try reader.number())
        case 3: self = .refused(try reader.text())
        case 4: self = .again(try reader.number())
        default: throw PackedError()
        }
    }

    /// Whether the process did what it was for.
    var isGood: Bool { error == nil }

    var error: CheckingError? {
        switch self {
        case .done, .again: nil
        case .signal(let number): .stopped(signal: number)
        case .code(let code): .ended(code: code)
        case .refused(let reason): .unavailable(reason)
        }
    }
}
