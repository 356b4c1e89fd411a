import CLibXML2

/// Takes the events of one XML part of a workbook.
///
/// A fault it meets stays in `failure`, which is looked at after each piece of the part: events may follow it.
protocol PartHandler: AnyObject {
    var failure: ReadingError? { get }
    /// An element opens; the part's first element has depth 1.
    func open(_ name: PartName, _ attributes: PartAttributes, depth: Int)
    func text(_ part: UnsafeBufferPointer<UInt8>)
    func close(depth: Int)
}

/// An element's name without its prefix.
struct PartName {
    fileprivate let start: UnsafePointer<UInt8>

    static func == (name: PartName, text: StaticString) -> Bool {
        xmlStrEqual(name.start, text.utf8Start) == 1
    }
}

/// An element's attributes, by their names without prefixes.
struct PartAttributes {
    fileprivate let start: UnsafeMutablePointer<UnsafePointer<UInt8>?>?
    fileprivate let count: Int

    /// An attribute's bytes, which stay in place while the element is being opened.
    func bytes(_ name: StaticString) -> UnsafeBufferPointer<UInt8>? {
        guard let start else { return nil }
        // libxml2 gives five pointers for each: name, prefix, namespace, and the value's start and end.
        for place in stride(from: 0, to: count * 5, by: 5) {
            guard xmlStrEqual(start[place], name.utf8Start) == 1, let value = start[place + 3] else { continue }
            return UnsafeBufferPointer(start: value, count: start[place + 4].map { $0 - value } ?? 0)
        }
        return nil
    }

    func string(_ name: StaticString) -> String? {
        // libxml2 leaves an ampersand as a reference here, for the tree that it does not build.
        bytes(name).map { String(decoding: $0, as: UTF8.self).replacing("&#38;", with: "&") }
    }

    /// A whole number that is not negative, or nil.
    func number(_ name: StaticString) -> Int? {
        guard let digits = bytes(name), !digits.isEmpty, digits.count <= 9 else { return nil }
        var value = 0
        for digit in digits {
            guard digit &- 0x30 < 10 else { return nil }
            value = value * 10 + Int(digit &- 0x30)
        }
        return value
    }

    func isSet(_ name: StaticString) -> Bool {
        string(name).map { $0 == "1" || $0 == "true" } ?? false
    }
}

/// libxml2's push parser over one part: no recovery, no entities, no network, and any DOCTYPE is refused.
final class PartParser {
    private let handler: any PartHandler
    private let file: String
    private var context: xmlParserCtxtPtr?
    private var failure: ReadingError?
    private var isStopped = false
    private var depth = 0

    init(_ handler: any PartHandler, file: String) {
        self.handler = handler
        self.file = file
    }

    deinit {
        if let context { xmlFreeParserCtxt(context) }
    }

    func feed(_ piece: UnsafeRawBufferPointer) throws(ReadingError) {
        guard !piece.isEmpty else { return }
        try start()
        let bytes = piece.assumingMemoryBound(to: CChar.self)
        var place = 0
        while place < bytes.count {
            let count = min(bytes.count - place, 1 << 18)
            try check(xmlParseChunk(context, bytes.baseAddress.map { $0 + place }, Int32(count), 0))
            place += count
        }
    }

    func finish() throws(ReadingError) {
        try start()
        try check(xmlParseChunk(context, nil, 0, 1))
    }

    private func start() throws(ReadingError) {
        guard context == nil else { return }
        var handlers = xmlSAXHandler()
        handlers.initialized = XML_SAX2_MAGIC
        handlers.startElementNs = partStart
        handlers.endElementNs = partEnd
        handlers.characters = partText
        handlers.ignorableWhitespace = partText
        handlers.cdataBlock = partText
        handlers.internalSubset = partDocumentType
        handlers.serror = partError
        context = xmlCreatePushParserCtxt(&handlers, Unmanaged.passUnretained(self).toOpaque(), nil, 0, nil)
        guard context != nil else { throw damaged }
        xmlCtxtUseOptions(context, Int32(XML_PARSE_NONET.rawValue))
    }

    private func check(_ code: Int32) throws(ReadingError) {
        if let failure = handler.failure ?? failure { throw failure }
        guard code == 0 else { throw damaged }
    }

    private var damaged: ReadingError {
        ReadingError(
            code: .notWellFormed,
            place: Place(file: file, line: 0),
            sentence: "The workbook is damaged inside. Open it in Excel, save it again and send that."
        )
    }

    fileprivate func open(_ name: UnsafePointer<UInt8>, _ attributes: PartAttributes) {
        guard !isStopped else { return }
        depth += 1
        handler.open(PartName(start: name), attributes, depth: depth)
    }

    fileprivate func close() {
        guard !isStopped else { return }
        handler.close(depth: depth)
        depth -= 1
    }

    fileprivate func text(_ part: UnsafeBufferPointer<UInt8>) {
        guard !isStopped else { return }
        handler.text(part)
    }

    fileprivate func fail(isDocumentType: Bool) {
        if failure == nil {
            failure =
                isDocumentType
                ? ReadingError(
                    code: .documentType,
                    place: Place(file: file, line: 0),
                    sentence: "The workbook holds a DOCTYPE, which Excel never writes. Save it again in Excel."
                ) : damaged
        }
        isStopped = true
        xmlStopParser(context)
    }
}

@inline(__always)
private func withPart(_ context: UnsafeMutableRawPointer?, _ body: (PartParser) -> Void) {
    guard let context else { return }
    Unmanaged<PartParser>.fromOpaque(context)._withUnsafeGuaranteedRef(body)
}

private let partStart: startElementNsSAX2Func = { context, name, _, _, _, _, count, _, attributes in
    guard let name else { return }
    withPart(context) { $0.open(name, PartAttributes(start: attributes, count: Int(count))) }
}

private let partEnd: endElementNsSAX2Func = { context, _, _, _ in
    withPart(context) { $0.close() }
}

private let partText: charactersSAXFunc = { context, start, count in
    withPart(context) { $0.text(UnsafeBufferPointer(start: start, count: Int(count))) }
}

private let partDocumentType: internalSubsetSAXFunc = { context, _, _, _ in
    withPart(context) { $0.fail(isDocumentType: true) }
}

private let partError: xmlStructuredErrorFunc = { context, error in
    guard let error, error.pointee.level.rawValue >= XML_ERR_ERROR.rawValue else { return }
    withPart(context) { $0.fail(isDocumentType: false) }
}
