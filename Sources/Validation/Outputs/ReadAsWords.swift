import Returns

/// Says how cells were read otherwise than they came.
enum ReadAsWords {
    static func kind(_ kind: Normalisation.Kind) -> String {
        switch kind {
        case .trimmed: "blanks around the value left out"
        case .upperCased: "read in capital letters"
        case .dateForm: "another form of date"
        case .booleanForm: "another form of yes or no"
        case .wholeNumberWithDecimal: "decimal left out"
        case .scientificNotation: "number in E+ form written out"
        case .leadingZeros: "zeros at the front left out"
        case .postcodeSpace: "space put into the postcode"
        case .excelDateSerial: "Excel's count of days read as a date"
        case .lostLeadingZeros: "zeros at the front put back"
        }
    }
}
