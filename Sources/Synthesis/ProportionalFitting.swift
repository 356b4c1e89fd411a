/// Iterative proportional fitting: a table that keeps its pattern and takes on the margins it is given.
enum ProportionalFitting {
    /// Fits a table of rows × columns to its row totals and column totals.
    ///
    /// The row totals hold exactly; the column totals as far as the pattern's empty cells allow.
    static func fit(_ pattern: [Double], rows: [Double], columns: [Double], rounds: Int = 60) -> [Double] {
        var table = pattern
        for _ in 0..<rounds {
            scale(&table, to: columns, count: columns.count) { $0 % columns.count }
            scale(&table, to: rows, count: rows.count) { $0 / columns.count }
        }
        return table
    }

    /// Fits a table of three dimensions to totals over its pairs of dimensions, each empty where it is left free.
    ///
    /// - Parameters:
    ///   - pattern: Cells, the last dimension running fastest.
    ///   - shape: Lengths of the three dimensions.
    ///   - firstSecond: Totals by the first and second dimension; they hold exactly.
    ///   - firstThird: Totals by the first and third.
    ///   - secondThird: Totals by the second and third.
    ///   - rounds: How often each pair is fitted.
    /// - Returns: The fitted table.
    static func fit(
        _ pattern: [Double],
        shape: (Int, Int, Int),
        firstSecond: [Double],
        firstThird: [Double],
        secondThird: [Double],
        rounds: Int
    ) -> [Double] {
        let (_, second, third) = shape
        var table = pattern
        for _ in 0..<rounds {
            if !secondThird.isEmpty {
                scale(&table, to: secondThird, count: second * third) { $0 % (second * third) }
            }
            if !firstThird.isEmpty {
                scale(&table, to: firstThird, count: firstThird.count) {
                    $0 / (second * third) * third + $0 % third
                }
            }
            scale(&table, to: firstSecond, count: firstSecond.count) { $0 / third }
        }
        return table
    }

    private static func scale(_ table: inout [Double], to totals: [Double], count: Int, group: (Int) -> Int) {
        var sums = [Double](repeating: 0, count: count)
        for cell in table.indices { sums[group(cell)] += table[cell] }
        for cell in table.indices {
            let place = group(cell)
            table[cell] = sums[place] > 0 ? table[cell] * totals[place] / sums[place] : 0
        }
    }
}
