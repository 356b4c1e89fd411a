import ArgumentParser
import Foundation
import Logging

/// How a process that runs on and on tells what it does.
enum LogForm: String, ExpressibleByArgument, CaseIterable {
    case text, json

    /// Lines for people at a terminal; for whatever collects logs, JSON.
    static var usual: LogForm { isatty(STDERR_FILENO) == 1 ? .text : .json }

    /// A log of this form on stderr.
    ///
    /// - Parameters:
    ///   - label: What logs.
    ///   - isQuiet: Whether only errors are told.
    /// - Returns: The log.
    func logger(_ label: String, isQuiet: Bool) -> Logger {
        var logger = Logger(label: label) { label in
            switch self {
            case .text: StreamLogHandler.standardError(label: label)
            case .json: JSONLogHandler(label: label)
            }
        }
        logger.logLevel = isQuiet ? .error : .info
        return logger
    }
}

/// A log of one JSON object a line, on stderr.
private struct JSONLogHandler: LogHandler {
    let label: String
    var metadata = Logger.Metadata()
    var logLevel = Logger.Level.info

    init(label: String) {
        self.label = label
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        var members = metadata.merging(event.metadata ?? [:]) { $1 }.mapValues { "\($0)" }
        members["time"] = Date().formatted(.iso8601.time(includingFractionalSeconds: true))
        members["level"] = event.level.rawValue
        members["log"] = label
        members["message"] = "\(event.message)"
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        guard let line = try? encoder.encode(members) else { return }
        FileHandle.standardError.write(line + Data("\n".utf8))
    }
}
