/// What came of a rehearsal, beside the marks that it is held against.
public struct DeadlineOutcome: Sendable, Hashable, Encodable {
    /// A mark and what was reached.
    public struct Mark: Sendable, Hashable, Encodable {
        public let name: String
        public let unit: String
        public let measured: Double
        public let mark: Double
        /// Whether the rehearsal fails when the mark is missed; otherwise it is an aim.
        public let isRequired: Bool
        public var isHeld: Bool { measured <= mark }

        private enum CodingKeys: String, CodingKey { case name, unit, measured, mark, isRequired, isHeld }

        public func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode(name, forKey: .name)
            try container.encode(unit, forKey: .unit)
            try container.encode(measured, forKey: .measured)
            try container.encode(mark, forKey: .mark)
            try container.encode(isRequired, forKey: .isRequired)
            try container.encode(isHeld, forKey: .isHeld)
        }
    }

    /// How long something took: how often, and within how many seconds half, 95 % and all of them were done.
    public struct Times: Sendable, Hashable, Encodable {
        public let name: String
        public let count: Int
        public let half, ninetyFive, longest: Double
    }

    /// How many returns waited at a moment.
    public struct Waiting: Sendable, Hashable, Encodable {
        public let second, returns: Int
    }

    public let authorities, schools, peak: Int
    /// Seconds over which they came, and until the last had its findings.
    public let seconds, allSeconds: Double
    public let marks: [Mark]
    public let times: [Times]
    /// Uploads that were asked to come again, with `Retry-After`.
    public let turnedAway: Int
    /// Answers that nobody should get, such as "page 500", with how often.
    public let odd: [String: Int]
    public let backlog: [Waiting]

    /// Whether all that is required was reached.
    public var isHeld: Bool { marks.allSatisfy { $0.isHeld || !$0.isRequired } && odd.isEmpty }

    init(_ recipe: DeadlineRecipe, _ seen: Measures.State, _ kept: [KeptReturn], seconds all: Double) {
        (authorities, schools, peak) = (recipe.authorities, recipe.schools, recipe.peak)
        (seconds, allSeconds) = (recipe.seconds, all)
        let checks = kept.compactMap(\.checkSeconds)
        var times = Self.words.map { kind, name in Self.times(name, seen.seconds[kind] ?? []) }
        times.append(Self.times("Check, from arrival to its end", checks))
        self.times = times
        let lost = Self.lost(seen.acknowledged, kept)
        let twice = kept.count { $0.attempts > 1 } + Self.doubles(kept)
        func within(_ kind: Measures.Kind) -> Double { Self.quantile(0.95, of: seen.seconds[kind] ?? []) }
        marks = [
            Mark("Returns acknowledged and lost", "", Double(lost), 0),
            Mark("Senders without a receipt", "", Double(seen.withoutReceipt.count), 0),
            Mark("Senders who never saw their findings", "", Double(seen.unseen), 0),
            Mark("Returns checked or kept twice", "", Double(twice), 0),
            Mark("Places in the queue that grew", "", Double(seen.grown), 0),
            Mark("Page, 95 % within", "s", within(.page), 0.5),
            Mark("Check, 95 % within", "s", Self.quantile(0.95, of: checks), 120),
            Mark("Receipt, 95 % within", "s", within(.receipt), 2, isRequired: false),
            Mark("Answer to “are you ready”, 95 % within", "s", within(.ready), 0.1, isRequired: false),
        ]
        turnedAway = seen.turnedAway
        odd = seen.odd
        backlog = seen.backlog.map { Waiting(second: $0.second, returns: $0.waiting) }
    }

    private static let words: [(Measures.Kind, String)] = [
        (.page, "Page for a person"), (.signIn, "Signing in"), (.receipt, "Upload, from the first try to the receipt"),
        (.program, "Answer to a system"), (.ready, "Answer to “are you ready”"),
    ]

    /// Acknowledged returns that the database lacks, holds otherwise, or never finished.
    private static func lost(_ acknowledged: [Measures.Acknowledged], _ kept: [KeptReturn]) -> Int {
        let whole = Set(
            kept.filter(\.isChecked).map {
                Measures.Acknowledged(submission: $0.submission, sender: $0.sender, sha256: $0.sha256)
            }
        )
        return acknowledged.count { !whole.contains($0) }
    }

    /// Returns that one sender has more than once.
    private static func doubles(_ kept: [KeptReturn]) -> Int {
        kept.count - Set(kept.map { "\($0.sender) \($0.sha256)" }).count
    }

    private static func times(_ name: String, _ seconds: [Double]) -> Times {
        Times(
            name: name,
            count: seconds.count,
            half: quantile(0.5, of: seconds),
            ninetyFive: quantile(0.95, of: seconds),
            longest: seconds.max() ?? 0
        )
    }

    /// The least of the values that so many of them do not exceed (nearest rank); 0 of none.
    static func quantile(_ share: Double, of values: [Double]) -> Double {
        guard !values.isEmpty else { return 0 }
        let rank = Int((share * Double(values.count)).rounded(.up))
        return values.sorted()[max(0, rank - 1)]
    }
}

extension DeadlineOutcome.Mark {
    init(_ name: String, _ unit: String, _ measured: Double, _ mark: Double, isRequired: Bool = true) {
        (self.name, self.unit, self.measured, self.mark) = (name, unit, measured, mark)
        self.isRequired = isRequired
    }
}
