/// The looks of cells in a marked workbook, known to the workbook once.
struct MarkedStyles {
    private let headings: [WorkbookStyle]
    let issuesHeading: WorkbookStyle
    let words: WorkbookStyle
    let bold: WorkbookStyle
    let count: WorkbookStyle
    private let text: [WorkbookStyle]
    private let date: [WorkbookStyle]
    private let number: [WorkbookStyle]
    private let issues: [WorkbookStyle]

    init(_ workbook: Workbook) {
        issuesHeading = workbook.style(CellStyle(.text, isBold: true, fill: 0x0B0C0C, ink: 0xFFFFFF))
        words = workbook.style(CellStyle(.text, wraps: true))
        bold = workbook.style(CellStyle(.text, isBold: true, wraps: true))
        count = workbook.style(CellStyle(.number("#,##0")))
        // Plain first, then by severity; all are dark letters on a light ground.
        let fills: [UInt32?] = [nil] + Severity.mostFirst.map(Self.fill)
        headings = fills.map { workbook.style(CellStyle(.text, isBold: true, fill: $0 ?? 0xE7E8EA)) }
        text = fills.map { workbook.style(CellStyle(.text, fill: $0)) }
        date = fills.map { workbook.style(CellStyle(.date, fill: $0)) }
        number = fills.map { workbook.style(CellStyle(.number("0"), fill: $0)) }
        issues = fills.map { workbook.style(CellStyle(.text, wraps: true, fill: $0)) }
    }

    func heading(_ severity: Severity? = nil) -> WorkbookStyle { headings[Self.place(severity)] }
    func text(_ severity: Severity?) -> WorkbookStyle { text[Self.place(severity)] }
    func date(_ severity: Severity?) -> WorkbookStyle { date[Self.place(severity)] }
    func number(_ severity: Severity?) -> WorkbookStyle { number[Self.place(severity)] }
    func issues(_ severity: Severity?) -> WorkbookStyle { issues[Self.place(severity)] }

    private static func place(_ severity: Severity?) -> Int {
        severity.flatMap { Severity.mostFirst.firstIndex(of: $0) }.map { $0 + 1 } ?? 0
    }

    static func fill(_ severity: Severity) -> UInt32 {
        switch severity {
        case .error: 0xF8CBCB
        case .query: 0xFFE5A8
        case .warning, .shadow: 0xD6E6F5
        }
    }
}
