/// A table was asked for something it does not have; none of the cases holds a count.
public enum DisclosureError: Error, Sendable, Hashable, CustomStringConvertible {
    case unknownDimension(String)
    case unknownCategory(dimension: String, code: String)
    case repeatedDimension(String)
    case repeatedCategory(dimension: String, code: String)
    case wrongNumberOfCodes(expected: Int, found: Int)
    case negativeCount
    case tablesDoNotMatch

    public var description: String {
        switch self {
        case .unknownDimension(let name):
            "The table has no dimension \(name)."
        case .unknownCategory(let dimension, let code):
            "The dimension \(dimension) has no category \(code)."
        case .repeatedDimension(let name):
            "The dimension \(name) comes twice."
        case .repeatedCategory(let dimension, let code):
            "The category \(code) comes twice in the dimension \(dimension)."
        case .wrongNumberOfCodes(let expected, let found):
            "A cell is named by \(expected) codes, one for each dimension; \(found) were given."
        case .negativeCount:
            "A count is below zero."
        case .tablesDoNotMatch:
            "The tables to be joined differ in their dimensions, or in number from the categories that join them."
        }
    }
}
