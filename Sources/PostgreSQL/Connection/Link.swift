import CLibPQ
import Glibc

/// One connection of libpq, used by one thread at a time and closed with its owner.
final class Link {
    let handle: OpaquePointer
    let cancellation: Cancellation
    let place: String
    /// Whether a COPY or a row-by-row read is under way; any other statement would throw away its rows.
    var isStreaming = false

    /// Connects, blocking the thread.
    ///
    /// - Parameter settings: Where to.
    /// - Throws: `unavailable` or `refused`.
    init(_ settings: ConnectionSettings) throws(PostgreSQLError) {
        place = settings.description
        let opened = settings.withKeywords { PQconnectdbParams($0, $1, 0) }
        guard let opened, PQstatus(opened) == CONNECTION_OK else {
            PQfinish(opened)
            let answer = settings.withKeywords { PQpingParams($0, $1, 0) }
            throw PostgreSQLError(answer == PQPING_OK ? .refused : .unavailable, place: place)
        }
        handle = opened
        cancellation = Cancellation(opened)
        // The default receiver prints to standard error what may hold values.
        PQsetNoticeReceiver(opened, { _, _ in }, nil)
        try script(Self.sessionDefaults)
    }

    deinit { PQfinish(handle) }

    /// Whether the server is still there and no transaction is open.
    var isIdle: Bool {
        // A server that sends us away says so before it hangs up, so reading once does not find the end.
        while isReadable {
            guard PQconsumeInput(handle) == 1 else { return false }
        }
        return PQstatus(handle) == CONNECTION_OK && PQtransactionStatus(handle) == PQTRANS_IDLE
    }

    private var isReadable: Bool {
        var descriptor = pollfd(fd: PQsocket(handle), events: Int16(POLLIN), revents: 0)
        return poll(&descriptor, 1, 0) > 0
    }

    var isInTransaction: Bool { PQtransactionStatus(handle) == PQTRANS_INTRANS }

    func script(_ sql: SQL) throws(PostgreSQLError) {
        try prepareToSend()
        try check(Result(PQexec(handle, sql.text)), sql)
    }

    /// Takes a connection back to where no transaction is open, whatever went before.
    func rollBack() {
        // A late request to cancel may hit the first one.
        for _ in 0..<3 {
            guard PQstatus(handle) == CONNECTION_OK, PQtransactionStatus(handle) != PQTRANS_IDLE else { return }
            PQclear(PQexec(handle, "ROLLBACK"))
        }
    }

    func prepareToSend() throws(PostgreSQLError) {
        guard !isStreaming else { throw PostgreSQLError(.busy) }
        guard !cancellation.isWanted else { throw PostgreSQLError(.sqlState, sqlState: "57014") }
    }

    @discardableResult
    func check(_ result: consuming Result?, _ sql: SQL) throws(PostgreSQLError) -> Result {
        guard let result else { throw lost() }
        switch result.status {
        case PGRES_COMMAND_OK, PGRES_TUPLES_OK, PGRES_SINGLE_TUPLE, PGRES_EMPTY_QUERY: return result
        case PGRES_COPY_IN, PGRES_COPY_OUT, PGRES_COPY_BOTH:
            endStrayCopy()
            throw PostgreSQLError(.copy)
        default:
            if PQstatus(handle) != CONNECTION_OK { throw lost() }
            throw PostgreSQLError(result: result.handle, statement: sql.text)
        }
    }

    func lost() -> PostgreSQLError {
        PostgreSQLError(PQstatus(handle) == CONNECTION_OK ? .copy : .unavailable, place: place)
    }

    private func endStrayCopy() {
        PQputCopyEnd(handle, "not a COPY call")
        drain()
    }

    /// Reads and drops what is left of a statement, without which the connection cannot be used again.
    func drain() {
        while let result = Result(PQgetResult(handle)) {
            switch result.status {
            case PGRES_COPY_OUT: dropCopyData()
            case PGRES_COPY_IN: PQputCopyEnd(handle, "stopped")
            default: break
            }
            if PQstatus(handle) != CONNECTION_OK { return }
        }
    }

    private func dropCopyData() {
        var data: UnsafeMutablePointer<CChar>?
        while PQgetCopyData(handle, &data, 0) > 0 { PQfreemem(data) }
    }

    /// Fixed forms of dates, times and bytes, whatever the server's defaults: cells are read as text.
    private static let sessionDefaults: SQL = """
        SET datestyle = 'ISO, YMD';
        SET timezone = 'UTC';
        SET intervalstyle = 'iso_8601';
        SET bytea_output = 'hex';
        SET extra_float_digits = 1;
        SET standard_conforming_strings = on;
        SET client_min_messages = warning
        """
}
