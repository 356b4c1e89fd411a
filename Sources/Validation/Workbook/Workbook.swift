internal import CXLSXWriter
public import Foundation
public import Returns

/// An XLSX workbook being written by libxlsxwriter; text is always text, never a formula.
///
/// The same calls give the same bytes: nothing is taken from the clock.
@safe public final class Workbook {
    /// How rows reach the file.
    public enum Mode: Sendable {
        /// Rows go to the file as they come, in order from the top: memory does not grow, and there are no tables.
        case streaming
        /// Rows are held until the end and may come in any order.
        case whole
    }

    private let book: UnsafeMutablePointer<lxw_workbook>
    private var formats: [UnsafeMutablePointer<lxw_format>] = unsafe []
    private var styles: [CellStyle: WorkbookStyle] = [:]
    private(set) var isOpen = true

    /// Writes a workbook; it is closed when the body ends, and removed when the body throws.
    ///
    /// - Parameters:
    ///   - path: The file, which is replaced.
    ///   - title: The title among the file's properties.
    ///   - created: The day that the file names as that of its making.
    ///   - mode: How rows reach the file.
    ///   - body: Adds sheets and writes cells; the workbook may not be used after it.
    /// - Throws: `WorkbookError`, and whatever the body throws.
    public static func write(
        to path: URL,
        title: String,
        created: CalendarDate,
        mode: Mode = .whole,
        _ body: (Workbook) throws -> Void
    ) throws {
        let workbook = try Workbook(path: path, mode: mode)
        do {
            try workbook.describe(title: title, created: created)
            try body(workbook)
            try workbook.close(path)
        } catch {
            if workbook.isOpen { try? workbook.close(path) }
            try? FileManager.default.removeItem(at: path)
            throw error
        }
    }

    private init(path: URL, mode: Mode) throws {
        var options = unsafe lxw_workbook_options()
        unsafe options.constant_memory = mode == .streaming ? 1 : 0
        unsafe options.use_zip64 = 1
        let made = unsafe path.path.withCString { unsafe workbook_new_opt($0, &options) }
        guard let book = unsafe made else { throw WorkbookError("There was no memory for a workbook.") }
        unsafe self.book = unsafe book
    }

    private func close(_ path: URL) throws {
        isOpen = false
        try WorkbookError.check(unsafe workbook_close(book), path.lastPathComponent)
    }

    private func describe(title: String, created: CalendarDate) throws {
        let code = unsafe title.withCString { title in
            var properties = unsafe lxw_doc_properties()
            unsafe properties.title = UnsafeMutablePointer(mutating: title)
            // Zero would mean now.
            unsafe properties.created = max(1, Int(created.daysSince1970) * 86_400)
            return unsafe workbook_set_properties(book, &properties)
        }
        try WorkbookError.check(code, "properties")
    }

    /// Adds a sheet after those there are.
    ///
    /// - Parameter name: At most 31 characters, none of `[]:*?/\`, and not yet used.
    /// - Returns: The sheet.
    /// - Throws: `WorkbookError` for a name that cannot be.
    public func sheet(_ name: String) throws -> WorkbookSheet {
        precondition(isOpen, "A workbook is not used after it was closed.")
        let code = unsafe name.withCString { unsafe workbook_validate_sheet_name(book, $0) }
        try WorkbookError.check(code, name)
        guard let sheet = unsafe name.withCString({ unsafe workbook_add_worksheet(book, $0) }) else {
            throw WorkbookError("\(name): The sheet could not be added.")
        }
        return unsafe WorkbookSheet(self, name, sheet)
    }

    /// Makes a style known to the workbook; equal styles are the same one.
    ///
    /// - Parameter style: The style.
    /// - Returns: What cells are written with.
    public func style(_ style: CellStyle) -> WorkbookStyle {
        precondition(isOpen, "A workbook is not used after it was closed.")
        if let known = styles[style] { return known }
        guard let format = unsafe workbook_add_format(book) else { return WorkbookStyle(index: -1) }
        unsafe Self.set(format, style)
        let made = WorkbookStyle(index: unsafe formats.count)
        unsafe formats.append(format)
        styles[style] = made
        return made
    }

    private static func set(_ format: UnsafeMutablePointer<lxw_format>, _ style: CellStyle) {
        switch style.kind {
        case .general: break
        case .text: unsafe format_set_num_format(format, "@")
        case .date:
            unsafe format_set_num_format(format, "yyyy\\-mm\\-dd")
            unsafe format_set_align(format, UInt8(LXW_ALIGN_LEFT.rawValue))
        case .number(let pattern): unsafe format_set_num_format(format, pattern)
        }
        if style.isBold { unsafe format_set_bold(format) }
        if style.wraps { unsafe format_set_text_wrap(format) }
        unsafe format_set_align(format, UInt8(LXW_ALIGN_VERTICAL_TOP.rawValue))
        if let fill = style.fill { unsafe format_set_bg_color(format, fill) }
        if let ink = style.ink { unsafe format_set_font_color(format, ink) }
    }

    func format(_ style: WorkbookStyle?) -> UnsafeMutablePointer<lxw_format>? {
        precondition(isOpen, "A workbook is not used after it was closed.")
        guard let style, unsafe formats.indices.contains(style.index) else { return nil }
        return unsafe formats[style.index]
    }
}
