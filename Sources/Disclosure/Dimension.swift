/// One way of cutting a table: a name for machines, a label for people and its categories in reading order.
public struct Dimension: Sendable, Hashable {
    /// Stable name in snake_case: `age_band`.
    public let name: String
    public let label: String
    public let categories: [Category]

    /// Makes a dimension.
    ///
    /// - Parameters:
    ///   - name: Stable name in snake_case.
    ///   - label: What a reader sees.
    ///   - categories: The categories in reading order; their codes are unique.
    public init(name: String, label: String, categories: [Category]) {
        self.name = name
        self.label = label
        self.categories = categories
    }

    /// One value of a dimension.
    public struct Category: Sendable, Hashable {
        public let code: String
        public let label: String

        /// Makes a category.
        ///
        /// - Parameters:
        ///   - code: Stable code.
        ///   - label: What a reader sees.
        public init(code: String, label: String) {
            self.code = code
            self.label = label
        }
    }

    /// A further category that is the sum of others: a region of its authorities, or a total.
    public struct RollUp: Sendable, Hashable {
        public let category: Category
        /// Codes of the categories it sums, each once.
        public let members: [String]

        /// Makes a sum of categories.
        ///
        /// - Parameters:
        ///   - code: Code of the sum, not yet used in the dimension.
        ///   - label: What a reader sees.
        ///   - members: Codes of the categories it sums, each once.
        public init(code: String, label: String, members: [String]) {
            category = Category(code: code, label: label)
            self.members = members
        }
    }

    func position(of code: String) throws(DisclosureError) -> Int {
        guard let position = categories.firstIndex(where: { $0.code == code }) else {
            throw .unknownCategory(dimension: name, code: code)
        }
        return position
    }

    func requireUniqueCodes() throws(DisclosureError) {
        var seen = Set<String>()
        for category in categories where !seen.insert(category.code).inserted {
            throw .repeatedCategory(dimension: name, code: category.code)
        }
    }
}
