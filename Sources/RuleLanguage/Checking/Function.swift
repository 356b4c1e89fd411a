/// The functions of the language, apart from macros, `matches` and operators.
enum Function: String, Sendable, Hashable {
    case size, startsWith, endsWith, contains, int, double, string, bool, date, lower, upper
    case daysBetween = "days_between"
    case addDays = "add_days"
    case addMonths = "add_months"
    case yearOf = "year_of"
    case monthOf = "month_of"
    case dayOf = "day_of"
    case ageOn = "age_on"
    case academicYear = "academic_year"
    case academicAge = "academic_age"

    /// Whether it is written after its first argument and a dot.
    var isMethod: Bool { [.startsWith, .endsWith, .contains].contains(self) }

    /// What it gives for arguments of these types; nil when it does not take them.
    func result(_ types: [ValueType]) -> ValueType? {
        switch types.count {
        case 1: result(types[0])
        case 2: result(types[0], types[1])
        default: nil
        }
    }

    private func result(_ type: ValueType) -> ValueType? {
        switch (self, type) {
        case (.size, .string), (.size, .list): .integer
        case (.int, .integer), (.int, .double), (.int, .string): .integer
        case (.double, .integer), (.double, .double), (.double, .string): .double
        case (.string, .list), (.string, .record), (.string, .nothing): nil
        case (.string, _), (.lower, .string), (.upper, .string): .string
        case (.bool, .bool), (.bool, .string): .bool
        case (.date, .dateTime), (.date, .string), (.date, .date): .date
        case (.yearOf, .date), (.monthOf, .date), (.dayOf, .date), (.academicYear, .date): .integer
        default: nil
        }
    }

    private func result(_ first: ValueType, _ second: ValueType) -> ValueType? {
        switch (self, first, second) {
        case (.startsWith, .string, .string), (.endsWith, .string, .string), (.contains, .string, .string): .bool
        case (.daysBetween, .date, .date), (.ageOn, .date, .date), (.academicAge, .date, .date): .integer
        case (.addDays, .date, .integer), (.addMonths, .date, .integer): .date
        default: nil
        }
    }

    /// What it takes, for a message.
    var wants: String {
        switch self {
        case .size: "a text or a list"
        case .startsWith, .endsWith, .contains: "a text before the dot and a text in brackets"
        case .int, .double: "a number or a text"
        case .string: "a single value"
        case .bool: "a text"
        case .date: "a text such as \"2025-01-16\", or a date with a time"
        case .lower, .upper: "a text"
        case .daysBetween: "two dates"
        case .addDays: "a date and a number of days"
        case .addMonths: "a date and a number of months"
        case .yearOf, .monthOf, .dayOf, .academicYear: "a date"
        case .ageOn, .academicAge: "a birth date and a date"
        }
    }

    /// Functions and types of CEL outside the subset.
    static let notSupported: Set<String> = [
        "uint", "bytes", "type", "dyn", "timestamp", "duration", "getFullYear", "getMonth", "getDate", "getDayOfMonth",
        "getDayOfWeek", "getDayOfYear", "getHours", "getMinutes", "getSeconds", "getMilliseconds", "optional",
        "orValue",
        "charAt", "indexOf", "join", "lastIndexOf", "lowerAscii", "upperAscii", "replace", "split", "substring", "trim",
        "format", "reverse", "quote", "min", "max", "greatest", "least", "transformList", "transformMap", "existsOne",
        "sort", "sortBy", "distinct", "flatten", "range", "slice", "bind", "block", "cond", "value", "hasValue", "or",
        "optMap", "optFlatMap", "of", "none", "ofNonZeroValue", "encode", "decode", "abs", "ceil", "floor", "round",
        "sign", "isNaN", "isInf", "isFinite", "trunc", "sqrt", "bitAnd", "bitOr", "bitXor", "bitNot", "bitShiftLeft",
        "bitShiftRight", "ip", "cidr", "isIP", "isCIDR", "strings", "proto", "getExt", "hasExt",
    ]
}
