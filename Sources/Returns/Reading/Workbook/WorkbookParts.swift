/// The relationships of one part: which other parts it names, and as what.
final class RelationshipList: PartHandler {
    struct Relationship {
        let id: String
        /// The last word of the relationship's type, such as `worksheet`.
        let kind: String
        let target: String
    }

    private(set) var relationships: [Relationship] = []
    private(set) var failure: ReadingError?

    func open(_ name: PartName, _ attributes: PartAttributes, depth: Int) {
        guard depth == 2, name == "Relationship", attributes.string("TargetMode") != "External",
            let id = attributes.string("Id"), let type = attributes.string("Type"),
            let target = attributes.string("Target"), relationships.count < 10_000
        else { return }
        let kind = type.split(separator: "/").last.map(String.init) ?? type
        relationships.append(Relationship(id: id, kind: kind, target: target))
    }

    func text(_ part: UnsafeBufferPointer<UInt8>) {}
    func close(depth: Int) {}
}

/// The workbook's own part: the names of its sheets in order, and the system its dates are counted in.
final class SheetList: PartHandler {
    struct Sheet {
        let name: String
        let relationship: String
        let isHidden: Bool
    }

    private(set) var sheets: [Sheet] = []
    private(set) var countsFrom1904 = false
    private(set) var failure: ReadingError?
    private let file: String
    private let limits: WorkbookLimits
    private var isInsideSheets = false

    init(file: String, limits: WorkbookLimits) {
        self.file = file
        self.limits = limits
    }

    func open(_ name: PartName, _ attributes: PartAttributes, depth: Int) {
        if depth == 2 {
            isInsideSheets = name == "sheets"
            if name == "workbookPr" { countsFrom1904 = attributes.isSet("date1904") }
        }
        guard depth == 3, isInsideSheets, name == "sheet", let sheet = attributes.string("name") else { return }
        guard sheets.count < limits.sheets else {
            failure = ReadingError(
                code: .tooLarge,
                place: Place(file: file, line: 0),
                sentence: "The workbook has more than \(limits.sheets) sheets. Keep one sheet for each table."
            )
            return
        }
        sheets.append(
            Sheet(
                name: sheet,
                relationship: attributes.string("id") ?? "",
                isHidden: ["hidden", "veryHidden"].contains(attributes.string("state") ?? "")
            )
        )
    }

    func text(_ part: UnsafeBufferPointer<UInt8>) {}
    func close(depth: Int) {}
}
