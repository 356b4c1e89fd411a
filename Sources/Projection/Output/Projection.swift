import Foundation

/// A projection: for areas, years ahead and parts, quantiles of joint simulations.
public struct DemandProjection: Sendable {
    /// What a figure is of.
    public struct Key: Sendable, Hashable {
        public let area: String
        public let year: Int
        /// A setting group, or `total`.
        public let setting: String
        /// An age band, or `total`.
        public let ageBand: String
    }

    /// The quantiles that are given.
    public static let quantiles = [0.025, 0.1, 0.25, 0.5, 0.75, 0.9, 0.975]

    public struct Row: Sendable, Hashable {
        public let key: Key
        /// In the order of `quantiles`.
        public let values: [Double]
        /// The mean of the simulations: means of parts make the mean of the whole.
        public let mean: Double
    }

    public let rows: [Row]
    public let notes: Notes

    /// What whoever reads the figures has to know.
    public struct Notes: Sendable, Hashable {
        /// Codes of units that keep their share of England, with the reason.
        public let guarded: [String: String]
        /// Years whose bands could not be held against past outturns.
        public let uncalibratedYears: [Int]
        /// By year ahead: standard deviations of the shocks, and what the bands were multiplied by.
        public let errors: [Errors]
        /// Codes of units without a figure at the origin, which are left out.
        public let missing: [String]
    }

    public struct Errors: Sendable, Hashable {
        public let year: Int
        public let national, regional, ownFloor, ownPerPlan, calibration: Double
        public let origins: Int
    }
}

/// How a projection is made.
public struct ProjectionRequest: Sendable, Hashable {
    /// The January whose stock is the last that is looked at.
    public var origin: Int
    /// Years ahead.
    public var horizon: Int
    public var simulations = 2_000
    public var seed: UInt64 = 1
    /// Tasks at once; the figures do not depend on it.
    public var threads = 2

    public init(origin: Int, horizon: Int) {
        self.origin = origin
        self.horizon = horizon
    }
}
