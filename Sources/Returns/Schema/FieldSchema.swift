/// A field of a table: its type, its names in each form, and what a value must satisfy.
public struct FieldSchema: Sendable, Hashable {
    /// Our name, in snake case: `start_date`.
    public let name: String
    public let title: String
    public let description: String
    public let type: FieldType
    /// Whether every record must carry a value, whatever else it says.
    public let isRequired: Bool
    /// The item number of the collection's guide, such as `4.1`; empty when not known.
    public let item: String
    /// The XML element: `StartDate`.
    public let xmlElement: String
    /// The elements that wrap this one inside its record, outermost first, joined by `/` (`CollectionDetails`), or empty.
    public let xmlWrapper: String
    /// The column of the CSV set: `startdate`.
    public let csvColumn: String
    /// The heading in the collection's own spreadsheet template; empty when it has none.
    public let templateHeading: String
    /// How sure the definition is and where it comes from.
    public let evidence: String
    /// Whether its codes are not known or not confirmed, so that a code is never a fault.
    public let codesAreUnconfirmed: Bool
    /// Which columns of the flat form hold it.
    public let flat: FlatItem

    init(
        name: String,
        title: String,
        description: String,
        type: FieldType,
        isRequired: Bool,
        item: String,
        xmlElement: String,
        xmlWrapper: String,
        csvColumn: String,
        templateHeading: String,
        evidence: String,
        codesAreUnconfirmed: Bool = false,
        flat: FlatItem = .absent
    ) {
        self.name = name
        self.title = title
        self.description = description
        self.type = type
        self.isRequired = isRequired
        self.item = item
        self.xmlElement = xmlElement
        self.xmlWrapper = xmlWrapper
        self.csvColumn = csvColumn
        self.templateHeading = templateHeading
        self.evidence = evidence
        self.codesAreUnconfirmed = codesAreUnconfirmed
        self.flat = flat
    }

    /// The elements that wrap this one inside its record, outermost first.
    public var xmlPath: [String] { xmlWrapper.split(separator: "/").map(String.init) }
}

/// What a cell holds once it is read.
///
/// `Column.values` carries the meaning named here; types without one keep their bytes in `Column.text`.
public enum FieldType: Sendable, Hashable {
    /// Free text of at most this many characters; kept as bytes.
    case text(maximumLength: Int?)
    /// A whole number within bounds; `values` holds it.
    case integer(minimum: Int32?, maximum: Int32?)
    /// `values` holds 0 or 1.
    case boolean
    /// `values` holds days since 1 January 1970.
    case date
    /// `values` holds seconds since 1 January 2000 00:00:00, with no time zone.
    case dateTime
    /// `values` holds the index into the named code list's `codes`.
    case code(list: String)
    /// An identifier with a form and, for some, a check character.
    case identifier(IdentifierKind)

    /// Whether a column of the type has no `values`, only the bytes of its text.
    var keepsBytes: Bool {
        switch self {
        case .text, .identifier(.upn), .identifier(.uln), .identifier(.postcode): true
        default: false
        }
    }
}

/// The identifiers that returns carry.
public enum IdentifierKind: String, Sendable, Hashable, CaseIterable {
    /// Unique pupil number: 13 characters with a check letter; kept as bytes.
    case upn
    /// Unique learner number: ten digits with a check digit; kept as bytes.
    case uln
    /// Unique reference number of an establishment: six digits; `values` holds it.
    case urn
    /// UK provider reference number: eight digits, the first 1; `values` holds it.
    case ukprn
    /// Postcode in the form of BS 7666, with one space; kept as bytes.
    case postcode
    /// Three-digit local authority code; `values` holds it.
    case localAuthority = "la"
}
