internal import Disclosure

/// The frame of a horizontal chart: where rows and values fall, and the axis under them.
struct Plot {
    let left: Int
    let right: Int
    let labelWidth: Int
    /// Right end of the axis, in tenths of a percent.
    let maximum: Int
    let step: Int

    init(width: ChartWidth, maximum: Int, step: Int, rightRoom: Int) {
        labelWidth = width.labelWidth
        left = labelWidth + 1
        right = width.points - rightRoom
        self.maximum = maximum
        self.step = step
    }

    /// An axis from 0 that ends at a round number above the largest value.
    static func roundMaximum(above largest: Int) -> (maximum: Int, step: Int) {
        let step = largest > 600 ? 200 : largest > 250 ? 100 : largest > 100 ? 50 : 20
        return (max(step, (largest + step - 1) / step * step), step)
    }

    func x(_ tenths: Int) -> Int { left + (right - left) * tenths / maximum }

    func drawGrid(_ drawing: inout Drawing, from top: Int, to bottom: Int) {
        for tick in stride(from: 0, through: maximum, by: step) {
            drawing.line(x(tick), top, x(tick), bottom, stroke: tick == 0 ? Drawing.ink : Drawing.grid)
        }
    }

    func drawAxis(_ drawing: inout Drawing, at y: Int, title: String) {
        for tick in stride(from: 0, through: maximum, by: step) {
            drawing.text("\(tick / 10)", x: x(tick), y: y + 18, anchor: tick == 0 ? .start : .middle)
        }
        drawing.text(title, x: left, y: y + 40)
        drawing.height = y + 48
    }

    /// Writes a row's label left of its marks, or above them where there is no room.
    func drawLabel(_ drawing: inout Drawing, _ label: String, top: Int, height: Int) -> Int {
        guard labelWidth > 0 else {
            drawing.text(label, x: left + 4, y: top + 14)
            return top + 20
        }
        let lines = Self.lines(of: label, width: labelWidth - 12)
        let first = top + height / 2 + 5 - (lines.count - 1) * 8
        for (offset, line) in lines.enumerated() {
            drawing.text(line, x: labelWidth - 10, y: first + offset * 16, anchor: .end)
        }
        return top
    }

    /// Names the series in their order, side by side at a spacing or one under another; gives where the key ends.
    func drawKey(_ drawing: inout Drawing, _ names: [String], spacing: Int?) -> Int {
        for (series, name) in names.enumerated() {
            let x = left + series * (spacing ?? 0)
            let y = spacing == nil ? series * 20 : 0
            drawing.rectangle(x: x, y: y + 2, width: 14, height: 14, fill: Drawing.fills[series])
            drawing.text(name, x: x + 20, y: y + 14)
        }
        return (spacing == nil ? names.count : 1) * 20 + 6
    }

    private static func lines(of label: String, width: Int) -> [String] {
        var lines = [""]
        for word in label.split(separator: " ") {
            let longer = lines[lines.count - 1].isEmpty ? String(word) : "\(lines[lines.count - 1]) \(word)"
            if Drawing.width(of: longer) <= width {
                lines[lines.count - 1] = longer
            } else {
                lines.append(String(word))
            }
        }
        return lines
    }
}
