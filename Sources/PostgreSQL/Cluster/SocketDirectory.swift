import Foundation
import Glibc

/// Where a private server's socket lies.
enum SocketDirectory {
    /// The longest path the kernel takes for a socket, with its closing NUL: unix(7).
    private static let pathLimit = 107

    /// Beside the data, or under `/tmp`, keyed by the folder's path, when that would be too deep for a socket.
    static func url(for folder: URL, port: Int) -> URL {
        let near = folder.appending(path: "socket")
        if near.path.utf8.count + "/.s.PGSQL.\(port).lock".utf8.count < pathLimit { return near }
        return URL(filePath: "/tmp/postgresql-\(key(folder.path))")
    }

    /// Makes the folder, open to the server's user only.
    ///
    /// - Throws: `cluster` when another user holds a folder of this name.
    static func make(_ folder: URL, for programs: ServerPrograms) throws {
        if mkdir(folder.path, 0o700) == 0 { try programs.own(folder) }
        var status = stat()
        let owner = programs.user.flatMap { getpwnam($0)?.pointee.pw_uid } ?? geteuid()
        guard lstat(folder.path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR, status.st_uid == owner,
            status.st_mode & 0o077 == 0
        else {
            throw PostgreSQLError(
                .cluster,
                place: "The folder \(folder.path) is needed for the private PostgreSQL and belongs to someone else."
            )
        }
    }

    /// FNV-1a of 64 bits, in hexadecimal.
    private static func key(_ text: String) -> String {
        let hash = text.utf8.reduce(UInt64(0xcbf2_9ce4_8422_2325)) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01b3 }
        return String(hash, radix: 16)
    }
}
