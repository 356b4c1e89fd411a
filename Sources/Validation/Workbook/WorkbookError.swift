internal import CXLSXWriter

/// A workbook that could not be written: one sentence that says where and why.
public struct WorkbookError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What is wrong, in plain words, holding no cell's value.
    public let description: String

    init(_ sentence: String) {
        description = sentence
    }

    /// Throws what the library answered, unless it is that all is well.
    static func check(_ code: lxw_error, _ place: @autoclosure () -> String) throws(WorkbookError) {
        guard code != LXW_NO_ERROR else { return }
        throw WorkbookError("\(place()): \(reason(code))")
    }

    private static func reason(_ code: lxw_error) -> String {
        switch code {
        case LXW_ERROR_CREATING_XLSX_FILE: "The file could not be made. Check that the folder is there and not full."
        case LXW_ERROR_CREATING_TMPFILE: "No temporary file could be made. Check the folder for temporary files."
        case LXW_ERROR_WORKSHEET_INDEX_OUT_OF_RANGE: "A sheet holds at most 1,048,576 rows and 16,384 columns."
        case LXW_ERROR_MAX_STRING_LENGTH_EXCEEDED: "A cell holds at most 32,767 characters."
        case LXW_ERROR_255_STRING_LENGTH_EXCEEDED: "A list of choices holds at most 255 characters."
        case LXW_ERROR_SHEETNAME_ALREADY_USED: "Two sheets have the same name."
        case LXW_ERROR_FEATURE_NOT_SUPPORTED: "This is not possible while rows are written straight to the file."
        default: "The workbook could not be written (libxlsxwriter code \(code.rawValue))."
        }
    }
}
