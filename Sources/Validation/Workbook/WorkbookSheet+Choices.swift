internal import CXLSXWriter

/// Cells that offer choices, and tables.
extension WorkbookSheet {
    /// Where the choices of a drop-down come from.
    public enum Choices: Sendable {
        /// The choices themselves, together at most 255 characters; none may hold a comma.
        case these([String])
        /// Cells of the workbook, one choice in each, such as `=codes!$A$2:$A$40`.
        case range(String)
    }

    /// Words that Excel shows about a drop-down.
    public struct ChoiceHelp: Sendable {
        let title: String
        let advice: String

        /// Makes the words.
        ///
        /// - Parameters:
        ///   - title: At most 32 characters.
        ///   - advice: At most 255 characters, shown while the cell is chosen.
        public init(title: String, advice: String) {
            self.title = String(title.prefix(32))
            self.advice = String(advice.prefix(255))
        }
    }

    /// Gives cells a drop-down; anything else that is typed is questioned and can be kept.
    ///
    /// - Parameters:
    ///   - choices: What is offered.
    ///   - help: What Excel shows beside it.
    ///   - rows: The rows.
    ///   - columns: The columns.
    /// - Throws: `WorkbookError` for choices that are too long together.
    public func choices(
        _ choices: Choices,
        help: ChoiceHelp,
        rows: ClosedRange<Int>,
        columns: ClosedRange<Int>
    ) throws {
        var validation = unsafe lxw_data_validation()
        unsafe validation.error_type = UInt8(LXW_VALIDATION_ERROR_TYPE_WARNING.rawValue)
        unsafe validation.ignore_blank = UInt8(LXW_VALIDATION_ON.rawValue)
        let words = CStrings([help.title, help.advice])
        unsafe validation.input_title = words.pointers[0]
        unsafe validation.input_message = words.pointers[1]
        switch choices {
        case .these(let values):
            let list = CStrings(values)
            unsafe validation.validate = UInt8(LXW_VALIDATION_TYPE_LIST.rawValue)
            try unsafe list.withPointers { pointers in
                unsafe validation.value_list = pointers
                try check(unsafe apply(&validation, rows, columns), rows.lowerBound, columns.lowerBound)
            }
        case .range(let formula):
            let text = CStrings([formula])
            unsafe validation.validate = UInt8(LXW_VALIDATION_TYPE_LIST_FORMULA.rawValue)
            unsafe validation.value_formula = text.pointers[0]
            try check(unsafe apply(&validation, rows, columns), rows.lowerBound, columns.lowerBound)
            withExtendedLifetime(text) {}
        }
        withExtendedLifetime(words) {}
    }

    private func apply(
        _ validation: inout lxw_data_validation,
        _ rows: ClosedRange<Int>,
        _ columns: ClosedRange<Int>
    ) -> lxw_error {
        unsafe worksheet_data_validation_range(
            sheet,
            UInt32(rows.lowerBound),
            UInt16(columns.lowerBound),
            UInt32(rows.upperBound),
            UInt16(columns.upperBound),
            &validation
        )
    }

    /// Makes a range a table of Excel's, with its own headings, filters and stripes.
    ///
    /// - Parameters:
    ///   - headings: One for each column, written by the table itself.
    ///   - rows: The rows, the headings among them.
    ///   - columns: The columns.
    /// - Throws: `WorkbookError` in a streaming workbook, which has no tables.
    public func table(headings: [String], rows: ClosedRange<Int>, columns: ClosedRange<Int>) throws {
        precondition(headings.count == columns.count, "A table has a heading for each column.")
        let words = CStrings(headings.map(WorkbookText.encoded))
        var entries = unsafe words.pointers.map { words in
            var column = unsafe lxw_table_column()
            unsafe column.header = words
            return unsafe column
        }
        let code = unsafe entries.withUnsafeMutableBufferPointer { entries in
            var list: [UnsafeMutablePointer<lxw_table_column>?] = unsafe []
            for place in entries.indices { unsafe list.append(entries.baseAddress?.advanced(by: place)) }
            unsafe list.append(nil)
            return unsafe list.withUnsafeMutableBufferPointer { list in
                var options = unsafe lxw_table_options()
                unsafe options.columns = list.baseAddress
                return unsafe worksheet_add_table(
                    sheet,
                    UInt32(rows.lowerBound),
                    UInt16(columns.lowerBound),
                    UInt32(rows.upperBound),
                    UInt16(columns.upperBound),
                    &options
                )
            }
        }
        withExtendedLifetime(words) {}
        try check(code, rows.lowerBound, columns.lowerBound)
    }
}

/// C copies of strings, freed with the object.
@safe private final class CStrings {
    let pointers: [UnsafeMutablePointer<CChar>]

    init(_ strings: [String]) {
        unsafe pointers = strings.map { string in
            let bytes = Array(string.utf8CString)
            let copy = UnsafeMutablePointer<CChar>.allocate(capacity: bytes.count)
            unsafe copy.initialize(from: bytes, count: bytes.count)
            return unsafe copy
        }
    }

    deinit {
        unsafe pointers.forEach { unsafe $0.deallocate() }
    }

    /// Hands out the copies as a list that ends with nil.
    func withPointers(_ body: (UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?) throws -> Void) rethrows {
        var list: [UnsafeMutablePointer<CChar>?] = unsafe pointers
        unsafe list.append(nil)
        try unsafe list.withUnsafeMutableBufferPointer { list in try unsafe body(list.baseAddress) }
    }
}
