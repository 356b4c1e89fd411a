public import RuleLanguage

extension EstablishmentRegister {
    /// The columns of the register, by the names that rules give them.
    public enum Field: String, Sendable, CaseIterable {
        /// Unique reference number.
        case urn
        /// UK provider reference number.
        case ukprn
        case name
        /// Three-digit code of the authority it lies in.
        case authority = "la"
        /// Its number within the authority, which it may keep when its URN changes.
        case number
        /// Code of the type of establishment.
        case type
        case typeGroup = "type_group"
        /// 1 open, 2 closed, 3 open but proposed to close, 4 proposed to open.
        case status
        /// 0 not applicable, 1 nursery, 2 primary, 3 middle deemed primary, 4 secondary, 5 middle deemed secondary,
        /// 6 16 plus, 7 all-through.
        case phase
        case openDate = "open_date"
        case closeDate = "close_date"
        /// Statutory ages in years.
        case lowAge = "low_age"
        case highAge = "high_age"
        /// Whether approved under section 41 of the Children and Families Act 2014.
        case section41 = "section_41"
        case boarders
        case senUnit = "sen_unit"
        case resourcedProvision = "resourced_provision"
        /// Places.
        case senUnitCapacity = "sen_unit_capacity"
        case resourcedProvisionCapacity = "resourced_provision_capacity"
        /// Leaf of the placement tree of someone who attends it, in neither a unit nor resourced provision.
        case category

        /// How the column keeps its values.
        public var columnType: ColumnType {
            switch self {
            case .name, .typeGroup, .category: .text
            case .openDate, .closeDate: .date
            case .section41, .boarders, .senUnit, .resourcedProvision: .bool
            default: .integer
            }
        }

        /// Its place among the columns, and among the fields of `declaration`.
        public var index: Int { Self.places[self] ?? 0 }

        private static let places = Dictionary(uniqueKeysWithValues: allCases.enumerated().map { ($1, $0) })
    }

    /// The register as a kind of record that rules may speak of.
    ///
    /// Its fields are those of `Field.allCases`, in that order; the URN alone is always there.
    ///
    /// - Parameter name: What the record is called, such as `establishment`.
    /// - Returns: The declaration.
    public static func declaration(named name: String) -> RecordDeclaration {
        RecordDeclaration(
            name: name,
            fields: Field.allCases.map {
                FieldDeclaration(name: $0.rawValue, type: $0.columnType, isRequired: $0 == .urn)
            },
            relations: []
        )
    }
}
