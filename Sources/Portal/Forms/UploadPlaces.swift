import Foundation
import Synchronization

/// Where uploads lie while they come in, and how many may come in at once.
final class UploadPlaces: Sendable {
    private let spool: URL
    private let limit: Int
    private let state = Mutex((taken: 0, count: 0))

    init(spool: URL, limit: Int) {
        self.spool = spool
        self.limit = limit
    }

    /// Takes a place with a folder of its own.
    ///
    /// - Returns: The place; letting go of it removes what lies there.
    /// - Throws: `PortalError.tooBusy` when all places are taken, or a file error.
    func take() throws -> UploadPlace {
        let number: Int = try state.withLock { state in
            guard state.taken < limit else { throw PortalError.tooBusy(retryAfter: 10) }
            state.taken += 1
            state.count += 1
            return state.count
        }
        let place = UploadPlace(folder: spool.appendingPathComponent(String(number), isDirectory: true), of: self)
        try FileManager.default.createDirectory(
            at: place.folder,
            withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700]
        )
        return place
    }

    fileprivate func release() {
        state.withLock { $0.taken -= 1 }
    }
}

/// A folder for one upload, which goes when nobody holds it any more.
final class UploadPlace: Sendable {
    let folder: URL
    private let places: UploadPlaces

    fileprivate init(folder: URL, of places: UploadPlaces) {
        self.folder = folder
        self.places = places
    }

    deinit {
        try? FileManager.default.removeItem(at: folder)
        places.release()
    }
}
