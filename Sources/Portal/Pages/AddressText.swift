import Foundation

extension String {
    /// The text as it stands in an address.
    var addingPercent: String { addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? "" }
}
