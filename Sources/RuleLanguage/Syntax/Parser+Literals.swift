extension Parser {
    /// Reads a number, with the sign before it if there is one, or a text.
    mutating func literal() throws(Refusal) -> Syntax {
        let place = offset
        let isNegative = take(.minus)
        if isNegative, !isNumber(index) { throw unexpected() }
        let value = try constant(isNegative: isNegative, at: place)
        index += 1
        return Syntax(.literal(value), at: place)
    }

    private func constant(isNegative: Bool, at place: Int) throws(Refusal) -> ConstantValue {
        switch kind {
        case .unsigned: throw Refusal(.notSupported, at: place, "Unsigned numbers are not supported.")
        case .bytes: throw Refusal(.notSupported, at: place, "Bytes are not supported.")
        case .string: return .string(try StringContent.decode(bytes[tokens[index].range]))
        case .double: return .double(try double(isNegative: isNegative, at: place))
        default: return .integer(try integer(isNegative: isNegative, at: place))
        }
    }

    private func integer(isNegative: Bool, at place: Int) throws(Refusal) -> Int64 {
        let isHexadecimal = text.count > 2 && text.lowercased().hasPrefix("0x")
        let digits = isHexadecimal ? String(text.dropFirst(2)) : text
        guard let value = Int64((isNegative ? "-" : "") + digits, radix: isHexadecimal ? 16 : 10) else {
            throw Refusal(.syntax, at: place, "This number does not fit into 64 bits.")
        }
        return value
    }

    private func double(isNegative: Bool, at place: Int) throws(Refusal) -> Double {
        guard let value = Double((text.hasPrefix(".") ? "0" : "") + text) else {
            throw Refusal(.syntax, at: place, "This is not a number.")
        }
        return isNegative ? -value : value
    }
}
