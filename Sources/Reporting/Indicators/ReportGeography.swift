internal import Disclosure

/// The areas a report is about: England, its regions and its authorities, in today's boundaries.
public struct ReportGeography: Sendable, Hashable {
    public static let england = Area(code: "E92000001", name: "England")

    public let regions: [Area]
    public let authorities: [Authority]

    /// Makes the geography; regions and authorities keep the order given.
    ///
    /// - Parameters:
    ///   - regions: The regions.
    ///   - authorities: The authorities; an authority whose region is not in `regions` counts for England alone.
    public init(regions: [Area], authorities: [Authority]) {
        self.regions = regions
        self.authorities = authorities
    }

    /// An area with its nine-character code.
    public struct Area: Sendable, Hashable {
        public let code: String
        public let name: String

        /// Makes an area.
        ///
        /// - Parameters:
        ///   - code: Nine-character code.
        ///   - name: Name of the area.
        public init(code: String, name: String) {
            self.code = code
            self.name = name
        }
    }

    /// An upper-tier local authority.
    public struct Authority: Sendable, Hashable {
        /// Three-digit code, as returns carry it: `301`.
        public let code: String
        /// Nine-character code.
        public let areaCode: String
        public let name: String
        public let regionCode: String

        /// Makes an authority.
        ///
        /// - Parameters:
        ///   - code: Three-digit code.
        ///   - areaCode: Nine-character code.
        ///   - name: Name of the authority.
        ///   - regionCode: Nine-character code of its region.
        public init(code: String, areaCode: String, name: String, regionCode: String) {
            self.code = code
            self.areaCode = areaCode
            self.name = name
            self.regionCode = regionCode
        }
    }

    func authorities(in region: Area) -> [Authority] {
        authorities.filter { $0.regionCode == region.code }
    }

    var dimension: Dimension {
        Dimension(
            name: "area",
            label: "Area",
            categories: authorities.map { .init(code: $0.code, label: $0.name) }
        )
    }

    /// The regions and England as sums of authorities, so that each is protected on its own.
    var rollUps: [Dimension.RollUp] {
        regions.map { region in
            .init(code: region.code, label: region.name, members: authorities(in: region).map(\.code))
        } + [
            .init(code: Self.england.code, label: Self.england.name, members: authorities.map(\.code))
        ]
    }
}
