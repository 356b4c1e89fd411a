import Returns

/// The cells of a CSV file as they came, with the columns that the return does not know.
///
/// Columns of such a file share one row-major table of ranges, whose first row is the heading.
struct SentCells {
    let headings: [String]
    private let bytes: [UInt8]
    private let spans: [UInt32]
    private let width: Int

    /// Nil where the columns do not stand in a file of this table's own.
    init?(_ table: ReturnTable) {
        for (field, column) in table.columns.enumerated() {
            let (cells, width) = (column.raw, column.raw.stride / 2)
            let place = cells.offset / 2 - width
            guard !cells.bytes.isEmpty, (0..<width).contains(place), cells.spans.count >= width * 2 * (cells.count + 1)
            else { continue }
            let headings = (0..<width).map { Self.text(cells.bytes, cells.spans, $0) }
            let names = [table.schema.fields[field].csvColumn, table.headings?.heading(field: field, row: nil) ?? ""]
            guard names.contains(where: { Self.known($0) == Self.known(headings[place]) }) else { continue }
            self.headings = headings
            (bytes, spans) = (cells.bytes, cells.spans)
            self.width = width
            return
        }
        return nil
    }

    func text(_ row: Int, _ column: Int) -> String {
        Self.text(bytes, spans, (row + 1) * width + column)
    }

    /// A heading as columns are matched by it: in lower case, single blanks.
    static func known(_ heading: String) -> String {
        heading.split(whereSeparator: \.isWhitespace).joined(separator: " ").lowercased()
    }

    private static func text(_ bytes: [UInt8], _ spans: [UInt32], _ place: Int) -> String {
        let range = Int(spans[place * 2])..<max(Int(spans[place * 2]), Int(spans[place * 2 + 1]))
        return String(decoding: bytes[range], as: UTF8.self)
    }
}
