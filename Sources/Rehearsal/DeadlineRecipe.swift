/// How much of a deadline day is rehearsed, and in how short a time.
public struct DeadlineRecipe: Sendable, Hashable {
    /// Authorities that send SEN2, each from a person's browser.
    public var authorities: Int
    /// Schools that send their census, each from its own system.
    public var schools: Int
    /// Authorities of those that press Upload at the same moment.
    public var peak: Int
    /// Seconds over which all of them come.
    public var seconds: Double
    /// The size of the authorities' returns, where 1 is their real size.
    public var scale: Double
    public var seed: UInt64

    public init(
        authorities: Int = 153,
        schools: Int = 2_000,
        peak: Int = 60,
        seconds: Double = 600,
        scale: Double = 1,
        seed: UInt64 = 1
    ) {
        self.authorities = authorities
        self.schools = schools
        self.peak = min(peak, authorities)
        self.seconds = seconds
        self.scale = scale
        self.seed = seed
    }

    /// When the peak comes: late, with time left to work it off.
    var peakAt: Double { seconds * 0.75 }

    /// When somebody comes to the portal, and when they press Upload, in seconds from the start.
    struct Visit: Sendable, Hashable {
        let comesAt, uploadsAt: Double
    }

    /// When each authority's officer comes: evenly, and those of the peak one after another in the ten minutes before
    /// it, to press Upload all at once.
    var authorityVisits: [Visit] {
        let lead = min(600, peakAt)
        let early = Self.evenly(authorities - peak, over: seconds).map { Visit(comesAt: $0, uploadsAt: $0) }
        let together = Self.evenly(peak, over: lead).map { Visit(comesAt: peakAt - lead + $0, uploadsAt: peakAt) }
        return early + together
    }

    /// When each school comes, in seconds from the start: evenly.
    var schoolArrivals: [Double] { Self.evenly(schools, over: seconds) }

    /// Bytes of disk that a rehearsal takes at most: returns, and a database that holds them and their facts.
    ///
    /// A return of real size has 9 MB in the mean, a school's 0.4 MB (measured), and the database as much again twice.
    public var diskBytes: Int {
        let returns = Double(authorities) * 9e6 * scale + Double(schools) * 0.4e6
        return Int(returns * 3 + 400e6)
    }

    private static func evenly(_ count: Int, over seconds: Double) -> [Double] {
        (0..<count).map { seconds * (Double($0) + 0.5) / Double(count) }
    }
}
