import CLibPQ

/// A result of libpq that is cleared once, when its owner goes.
struct Result: ~Copyable {
    private let owned: OpaquePointer

    init?(_ handle: OpaquePointer?) {
        guard let handle else { return nil }
        owned = handle
    }

    var handle: OpaquePointer { owned }

    var status: ExecStatusType { PQresultStatus(owned) }

    /// The count in the command's tag, such as 3 of `UPDATE 3`; 0 when it has none.
    var affected: Int { PQcmdTuples(owned).flatMap { Int(String(cString: $0)) } ?? 0 }

    var tag: String { PQcmdStatus(owned).map { String(cString: $0) } ?? "" }

    /// Hands the result over; the taker clears it.
    consuming func take() -> OpaquePointer {
        let handle = owned
        discard self
        return handle
    }

    deinit { PQclear(owned) }
}
