import PostgreSQL

extension CopyColumn {
    /// The rows of this column in another order: for each row of a table, what another table says at a row, or NULL.
    ///
    /// Only for columns that come from a return or are counted from one.
    func picking(_ rows: [Int32?]) -> CopyColumn {
        let places = rows.map { Int($0 ?? 0) }
        func present(_ own: [UInt8]) -> [UInt8] {
            zip(rows, places).map { row, place in row == nil ? 0 : own.isEmpty ? 1 : own[place] }
        }
        func values(_ own: [Int32]) -> [Int32] {
            zip(rows, places).map { row, place in row == nil ? 0 : own[place] }
        }
        switch self {
        case .int32(let own, let mask): return .int32(values: values(own), present: present(mask))
        case .boolean(let own, let mask): return .boolean(values: values(own), present: present(mask))
        case .date(let own, let mask): return .date(values: values(own), present: present(mask))
        case .code(let codes, let own, let mask):
            return .code(codes: codes, indices: values(own), present: present(mask))
        case .text(let bytes, let ends, let mask):
            return Self.text(bytes, ends, picking: rows, present: present(mask))
        default: return self
        }
    }

    private static func text(
        _ bytes: [UInt8],
        _ ends: [UInt32],
        picking rows: [Int32?],
        present: [UInt8]
    ) -> CopyColumn {
        var picked: [UInt8] = []
        var pickedEnds: [UInt32] = []
        for row in rows {
            if let row {
                let start = row == 0 ? 0 : Int(ends[Int(row) - 1])
                picked.append(contentsOf: bytes[start..<Int(ends[Int(row)])])
            }
            pickedEnds.append(UInt32(picked.count))
        }
        return .text(bytes: picked, ends: pickedEnds, present: present)
    }

    /// Whole numbers where nil is NULL.
    init(_ values: [Int32?]) {
        self = .int32(values: values.map { $0 ?? 0 }, present: values.map { $0 == nil ? 0 : 1 })
    }
}
