import CLibXML2

/// libxml2's push parser with our own handlers: events go to an `XMLBuilder`, the first fault ends it.
///
/// libxml2 calls back with a raw pointer to this object, which outlives the parser because it owns it.
final class XMLParser {
    // Only the parser's own calls, one after another, come here; asking for each cell would cost a tenth of the time.
    @exclusivity(unchecked) private(set) var builder: XMLBuilder
    private let file: String
    private var context: xmlParserCtxtPtr?
    private var failure: ReadingError?
    private var isFinishing = false
    private var hasFed = false

    init(builder: XMLBuilder, file: String) {
        self.builder = builder
        self.file = file
    }

    deinit {
        if let context { xmlFreeParserCtxt(context) }
    }

    /// Parses the next piece of the file.
    func feed(_ piece: UnsafeRawBufferPointer) throws(ReadingError) {
        guard !piece.isEmpty else { return }
        try start()
        let bytes = piece.assumingMemoryBound(to: CChar.self)
        var place = 0
        // libxml2 takes at most an Int32 of bytes at a time, and works best on moderate pieces.
        while place < bytes.count {
            let count = min(bytes.count - place, 1 << 18)
            let code = xmlParseChunk(context, bytes.baseAddress.map { $0 + place }, Int32(count), 0)
            try check(code)
            place += count
        }
    }

    /// Says that no piece follows.
    func finish() throws(ReadingError) {
        try start()
        isFinishing = true
        try check(xmlParseChunk(context, nil, 0, 1))
    }

    private func start() throws(ReadingError) {
        guard context == nil else { return }
        var handlers = xmlSAXHandler()
        handlers.initialized = XML_SAX2_MAGIC
        handlers.startElementNs = startElement
        handlers.endElementNs = endElement
        handlers.characters = characters
        handlers.cdataBlock = characters
        handlers.internalSubset = documentType
        handlers.serror = structuredError
        context = xmlCreatePushParserCtxt(&handlers, Unmanaged.passUnretained(self).toOpaque(), nil, 0, nil)
        guard context != nil else {
            throw ReadingError(
                code: .unreadable,
                place: Place(file: file, line: 0),
                sentence: "There was not enough memory to read the file. Try again when less is running."
            )
        }
        xmlCtxtUseOptions(context, Int32(XML_PARSE_NONET.rawValue))
    }

    private func check(_ code: Int32) throws(ReadingError) {
        if let failure { throw failure }
        guard code == 0, declaresAnotherEncoding == nil else {
            throw described(code: code, line: line)
        }
    }

    /// The encoding the XML declaration names, when it is not UTF-8 or a part of it.
    private var declaresAnotherEncoding: String? {
        guard let name = context?.pointee.encoding else { return nil }
        let text = String(cString: name)
        return ["utf-8", "utf8", "us-ascii", "ascii"].contains(text.lowercased()) ? nil : text
    }

    private var line: Int { Int(context?.pointee.input?.pointee.line ?? 0) }

    fileprivate func stop(_ error: ReadingError) {
        guard failure == nil else { return }
        failure = error
        xmlStopParser(context)
    }

    fileprivate func stop(libraryCode: Int32, line: Int) {
        stop(described(code: libraryCode, line: line))
    }

    private func described(code: Int32, line: Int) -> ReadingError {
        let place = Place(file: file, line: line)
        if declaresAnotherEncoding != nil || Self.encodingCodes.contains(code) {
            return ReadingError(
                code: .encoding,
                place: place,
                sentence: "The text is not UTF-8, or holds a byte that no text has. Export the message again as UTF-8."
            )
        }
        if isFinishing {
            return ReadingError(
                code: .truncated,
                place: place,
                sentence: "The file ends before its last element is closed. Export it again and send the whole file."
            )
        }
        return ReadingError(
            code: .notWellFormed,
            place: place,
            sentence: "The XML breaks off here: an element, a tag or a character is not as XML asks. Export it again."
        )
    }

    private static let encodingCodes: Set<Int32> = [
        Int32(XML_ERR_INVALID_ENCODING.rawValue), Int32(XML_ERR_UNSUPPORTED_ENCODING.rawValue),
        Int32(XML_ERR_UNKNOWN_ENCODING.rawValue), Int32(XML_ERR_INVALID_CHAR.rawValue),
        Int32(XML_I18N_CONV_FAILED.rawValue),
    ]

    // The handlers' bodies stand here so that the builder is reached without leaving the object.

    fileprivate func open(_ name: UnsafePointer<xmlChar>, attributes: Int32) {
        let line = UInt32(truncatingIfNeeded: line)
        let error = builder.open(address: UInt(bitPattern: name), line: line) { String(cString: name) }
        if let error { return stop(error) }
        if attributes > 0 { builder.attributes(line: line) }
    }

    fileprivate func close() {
        builder.close()
    }

    fileprivate func text(_ start: UnsafePointer<xmlChar>, _ count: Int32) {
        let part = UnsafeBufferPointer(start: start, count: Int(count))
        if let error = builder.text(part, line: UInt32(truncatingIfNeeded: line)) { stop(error) }
    }

    fileprivate func refuseDocumentType() {
        stop(
            ReadingError(
                code: .documentType,
                place: Place(file: file, line: line),
                sentence: "The file holds a DOCTYPE, which a return never needs. Remove it or export the message again."
            )
        )
    }
}

/// Reaches the parser from a call back without counting a reference to it, which would cost a tenth of the reading.
@inline(__always)
private func withParser(_ context: UnsafeMutableRawPointer?, _ body: (XMLParser) -> Void) {
    guard let context else { return }
    Unmanaged<XMLParser>.fromOpaque(context)._withUnsafeGuaranteedRef(body)
}

private let startElement: startElementNsSAX2Func = { context, name, _, _, _, _, attributeCount, _, _ in
    guard let name else { return }
    withParser(context) { $0.open(name, attributes: attributeCount) }
}

private let endElement: endElementNsSAX2Func = { context, _, _, _ in
    withParser(context) { $0.close() }
}

private let characters: charactersSAXFunc = { context, start, count in
    guard let start else { return }
    withParser(context) { $0.text(start, count) }
}

private let documentType: internalSubsetSAXFunc = { context, _, _, _ in
    withParser(context) { $0.refuseDocumentType() }
}

private let structuredError: xmlStructuredErrorFunc = { context, error in
    guard let error, error.pointee.level.rawValue >= XML_ERR_ERROR.rawValue else { return }
    withParser(context) { $0.stop(libraryCode: error.pointee.code, line: Int(error.pointee.line)) }
}
