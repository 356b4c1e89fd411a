import CSeccomp
import Glibc

/// Tries, confined as a return's check is, what such a process must not be able to do.
public enum ConfinementTrial {
    /// Tries to reach outside.
    ///
    /// One line for each trial goes to the output, `refused` or `DONE` in front, and before them one about the network.
    ///
    /// - Parameters:
    ///   - file: A file that this program may read.
    ///   - address: The path of a socket that somebody listens on.
    ///   - isConfined: False to see that the trials themselves can be done.
    /// - Returns: Whether the process came to its end.
    public static func reach(file: String, socket address: String, isConfined: Bool) -> Bool {
        // Left open for the trial.
        _ = unsafe fopen(file, "r")
        let isAlone = isConfined && leave_network() == 0
        Descriptor.output.write(Array((isAlone ? ownNetwork : sharedNetwork).utf8))
        let end = Confined.run(isConfined ? CheckLimits() : nil) {
            for (name, isDone) in trials(file, address) {
                Descriptor.output.write(Array("\(isDone ? "DONE" : "refused") \(name)\n".utf8))
            }
        }
        return end == .done
    }

    private static let ownNetwork = "network: its own, with nothing in it\n"
    private static let sharedNetwork = "network: the system's, which keeps it from a socket by the rules below alone\n"

    /// Uses memory or time without end.
    ///
    /// - Parameter resource: `memory`, `processor` or `wall`.
    /// - Returns: How the process ended, in words.
    public static func exhaust(_ resource: String) -> String {
        let limits = CheckLimits(
            memory: 256 << 20,
            processorSeconds: resource == "memory" ? 10 : 1,
            wallSeconds: resource == "wall" ? 1 : 30
        )
        let end = Confined.run(limits) {
            var held: [[UInt8]] = []
            var spent = 0
            while held.count < 1 << 20 {
                switch resource {
                case "memory": held.append([UInt8](repeating: 1, count: 1 << 20))
                case "wall": sleep(1)
                default: spent &+= held.count + 1
                }
            }
            Descriptor.output.write(Array("\(spent)".utf8))
        }
        return end.error.map { "\($0)" } ?? "It was not stopped."
    }

    private static func trials(_ file: String, _ address: String) -> [(String, Bool)] {
        var ends: [Int32] = [0, 0]
        return [
            ("open a file", unsafe fopen(file, "r") != nil),
            ("write a file", unsafe fopen("/tmp/sendstat-trial", "w") != nil),
            ("list a folder", unsafe opendir("/") != nil),
            ("open an internet socket", socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0) >= 0),
            ("open a socket of this machine", connects(to: address)),
            ("start a process", startsProcess()),
            ("start a program", unsafe system("true") == 0),
            ("signal its parent", kill(getppid(), 0) == 0),
            (
                "use a descriptor of its parent",
                (3..<64).contains { lseek(Int32($0), 0, SEEK_CUR) >= 0 || errno == ESPIPE }
            ),
            ("make a pipe", unsafe pipe(&ends) == 0),
            ("put its end off", alarm(0) != UInt32.max),
        ]
    }

    private static func startsProcess() -> Bool {
        let pid = fork_single_threaded()
        if pid == 0 { _exit(0) }
        return pid > 0
    }

    private static func connects(to address: String) -> Bool {
        let number = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        guard number >= 0 else { return false }
        var place = sockaddr_un()
        place.sun_family = sa_family_t(AF_UNIX)
        unsafe withUnsafeMutableBytes(of: &place.sun_path) { path in
            unsafe path.copyBytes(from: address.utf8.prefix(path.count - 1))
        }
        return unsafe withUnsafePointer(to: &place) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe connect(number, $0, socklen_t(MemoryLayout<sockaddr_un>.size)) == 0
            }
        }
    }
}
