import Returns
import Testing

/// Reading that must end in one located sentence.
enum Refusal {
    static func of(
        _ files: [ReturnInput],
        limits: ReadingLimits = ReadingLimits(),
        _ location: SourceLocation = #_sourceLocation
    ) throws -> ReadingError {
        let schema = try OneColumn.schema.get()
        let error = try #require(throws: ReadingError.self, sourceLocation: location) {
            _ = try ReturnReader(schema: schema, limits: limits).read(files)
        }
        #expect(error.sentence.hasSuffix("."), sourceLocation: location)
        #expect(error.sentence.utf8.count < 200 && !error.sentence.contains("\n"), sourceLocation: location)
        for word in ["invalid", "illegal", "please", "sorry"] {
            #expect(!error.sentence.lowercased().contains(word), sourceLocation: location)
        }
        return error
    }

    static func of(
        _ name: String,
        _ bytes: some Sequence<UInt8>,
        limits: ReadingLimits = ReadingLimits(),
        _ location: SourceLocation = #_sourceLocation
    ) throws -> ReadingError {
        try of([ReturnInput(name: name, bytes: Array(bytes))], limits: limits, location)
    }

    static func of(
        _ name: String,
        _ text: String,
        limits: ReadingLimits = ReadingLimits(),
        _ location: SourceLocation = #_sourceLocation
    ) throws -> ReadingError {
        try of(name, text.utf8, limits: limits, location)
    }

    /// Files by name and text, read without a refusal.
    static func problems(_ files: [(name: String, text: String)], limits: ReadingLimits = ReadingLimits()) throws
        -> [ReadingProblem]
    {
        let inputs = files.map { ReturnInput(name: $0.name, bytes: Array($0.text.utf8)) }
        return try ReturnReader(schema: OneColumn.schema.get(), limits: limits).read(inputs).problems
    }
}
