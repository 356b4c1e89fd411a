import Returns

/// A kind of fault that can be planted: the check it sets off, and how a record is spoilt.
struct FaultKind: Sendable {
    /// How the fault gets into the return.
    enum Deed: Sendable {
        /// Puts another value into one item; nil where the record does not suit.
        case spoil(ReturnItem, @Sendable (Cell, FaultContext) -> SpoiltValue?)
        /// Gives a person the number of the one with such a number before.
        case copyFromEarlier(ReturnItem)
        /// Leaves the record out, which its parent then lacks.
        case omit(ReturnPart)
        /// Sends the record twice, of which its parent may have one.
        case repeatRecord(ReturnPart)
        /// Adds an element that the standard does not know to a record.
        case foreignElement(ReturnPart)
        /// Adds a column that the standard does not know to a table.
        case foreignColumn(ReturnPart)
        /// Names a parent that is not there.
        case loseParent(ReturnPart)
        /// Gives the record the number of the one before it.
        case repeatKey(ReturnPart)
        /// Gives the row a cell too many.
        case addCell(ReturnPart)
    }

    let rule: String
    let deed: Deed
    /// Whether one return holds the fault once only.
    var isSingle = false

    /// The table that holds the spoilt record.
    var part: ReturnPart {
        switch deed {
        case .spoil(let item, _), .copyFromEarlier(let item): item.part
        case .omit(let part), .repeatRecord(let part), .foreignElement(let part), .foreignColumn(let part): part
        case .loseParent(let part), .repeatKey(let part), .addCell(let part): part
        }
    }

    /// In which forms the fault can be seen.
    var isInXML: Bool {
        switch deed {
        case .foreignColumn, .loseParent, .repeatKey, .addCell: false
        default: true
        }
    }

    var isInCSV: Bool {
        if case .foreignElement = deed { return false }
        return true
    }
}

/// What a deed leaves in a cell.
enum SpoiltValue {
    case emptied
    case spelt(String)
}

/// What a deed may look at while it spoils a value.
struct FaultContext {
    let text: [UInt8]
    let layout: ReturnLayout

    func bytes(_ cell: Cell) -> [UInt8] {
        guard case .text(let start, let end) = cell else { return [] }
        return Array(text[Int(start)..<Int(end)])
    }
}

extension ReturnItem {
    /// The table that the item stands in.
    var part: ReturnPart {
        let stem = rawValue.prefix { $0 != "." }
        return ReturnPart.allCases.first { $0.csvName == stem } ?? .header
    }
}
