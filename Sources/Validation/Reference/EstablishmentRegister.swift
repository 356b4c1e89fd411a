import Returns

/// The register of establishments, as columns in the order of their URNs.
public struct EstablishmentRegister: Sendable {
    /// Unique reference numbers, rising, none twice.
    public let urns: [Int32]
    /// UK provider reference numbers; 0 where there is none.
    public let ukprns: [Int32]
    public let names: [String]
    /// Establishment type codes of the register; 0 where there is none.
    public let typeCodes: [Int32]
    /// Three-digit local authority codes; 0 where there is none.
    public let authorityCodes: [Int32]
    public let phases: [String]
    /// Statutory ages in years; -1 where there is none.
    public let lowAges: [Int32]
    public let highAges: [Int32]
    /// Days since 1 January 1970; `Int32.min` where there is none, which is before every day.
    public let openDays: [Int32]
    /// Days since 1 January 1970; `Int32.max` where there is none, which is after every day.
    public let closeDays: [Int32]
    /// Whether the Secretary of State has approved it under section 41 of the Children and Families Act 2014.
    public let isSection41Approved: [Bool]
    public let hasSENUnit: [Bool]
    public let hasResourcedProvision: [Bool]

    public var count: Int { urns.count }

    /// Finds an establishment, in time that grows with the logarithm of their number.
    ///
    /// - Parameter urn: The unique reference number.
    /// - Returns: The index into the columns, or nil when the register has none of that number.
    public func index(ofURN urn: Int32) -> Int? {
        var low = 0
        var high = urns.count
        while low < high {
            let middle = (low + high) / 2
            if urns[middle] < urn { low = middle + 1 } else { high = middle }
        }
        return low < urns.count && urns[low] == urn ? low : nil
    }

    /// Makes the columns from rows in any order.
    init(_ rows: [EstablishmentRow]) {
        let rows = rows.sorted { $0.urn < $1.urn }
        urns = rows.map(\.urn)
        ukprns = rows.map(\.ukprn)
        names = rows.map(\.name)
        typeCodes = rows.map(\.typeCode)
        authorityCodes = rows.map(\.authorityCode)
        phases = rows.map(\.phase)
        lowAges = rows.map(\.lowAge)
        highAges = rows.map(\.highAge)
        openDays = rows.map(\.openDay)
        closeDays = rows.map(\.closeDay)
        isSection41Approved = rows.map(\.isSection41Approved)
        hasSENUnit = rows.map(\.hasSENUnit)
        hasResourcedProvision = rows.map(\.hasResourcedProvision)
    }
}
