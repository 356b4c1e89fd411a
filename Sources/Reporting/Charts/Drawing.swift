/// Marks on a plane, top left first, written out as SVG with every number an integer or in tenths.
struct Drawing {
    let width: Int
    var height = 0
    private var marks: [String] = []

    init(width: Int) { self.width = width }

    static let ink = "#0b0c0c"
    static let grid = "#cecece"
    static let fontSize = 14

    /// Four colours with 3:1 against white, whose neighbours differ in lightness also without colour.
    static let fills = ["#12436d", "#28a197", "#801650", "#6f6f6f"]
    static let inksOnFills = ["#ffffff", "#0b0c0c", "#ffffff", "#ffffff"]

    enum Anchor: String {
        case start
        case middle
        case end
    }

    /// Width of a text, on the generous side, since the reader's typeface is not known.
    static func width(of text: String, size: Int = fontSize) -> Int { (text.count * size * 56 + 99) / 100 }

    mutating func rectangle(x: Int, y: Int, width: Int, height: Int, fill: String) {
        marks.append("<rect x=\"\(x)\" y=\"\(y)\" width=\"\(width)\" height=\"\(height)\" fill=\"\(fill)\"/>")
    }

    mutating func line(_ x1: Int, _ y1: Int, _ x2: Int, _ y2: Int, stroke: String, width: Int = 1) {
        marks.append(
            "<line x1=\"\(x1)\" y1=\"\(y1)\" x2=\"\(x2)\" y2=\"\(y2)\" stroke=\"\(stroke)\" stroke-width=\"\(width)\"/>"
        )
    }

    /// A line through points.
    mutating func path(_ points: [(x: Int, y: Int)], stroke: String, width: Int, isDashed: Bool = false) {
        let dashes = isDashed ? " stroke-dasharray=\"8 6\"" : ""
        marks.append(
            "<polyline points=\"\(Self.text(points))\" fill=\"none\" stroke=\"\(stroke)\" stroke-width=\"\(width)\"\(dashes)/>"
        )
    }

    /// What lies between points.
    mutating func area(_ points: [(x: Int, y: Int)], fill: String, stroke: String) {
        marks.append(
            "<polygon points=\"\(Self.text(points))\" fill=\"\(fill)\" stroke=\"\(stroke)\" stroke-width=\"0.5\"/>"
        )
    }

    private static func text(_ points: [(x: Int, y: Int)]) -> String {
        points.map { "\($0.x),\($0.y)" }.joined(separator: " ")
    }

    mutating func circle(x: Int, y: Int, radius: Int, fill: String, stroke: String) {
        marks.append(
            "<circle cx=\"\(x)\" cy=\"\(y)\" r=\"\(radius)\" fill=\"\(fill)\" stroke=\"\(stroke)\" stroke-width=\"3\"/>"
        )
    }

    mutating func text(
        _ text: String,
        x: Int,
        y: Int,
        anchor: Anchor = .start,
        fill: String = ink,
        size: Int = fontSize,
        bold: Bool = false
    ) {
        let weight = bold ? " font-weight=\"bold\"" : ""
        marks.append(
            "<text x=\"\(x)\" y=\"\(y)\" text-anchor=\"\(anchor.rawValue)\" fill=\"\(fill)\" font-size=\"\(size)\"\(weight)>\(Markup.escaped(text))</text>"
        )
    }

    func svg(id: String, title: String, description: String) -> String {
        """
        <svg xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="\(id)-title \(id)-desc" \
        viewBox="0 0 \(width) \(height)" width="\(width)" height="\(height)" font-family="Arial, Helvetica, sans-serif">
        <title id="\(id)-title">\(Markup.escaped(title))</title>
        <desc id="\(id)-desc">\(Markup.escaped(description))</desc>
        \(marks.joined(separator: "\n"))
        </svg>
        """
    }
}

enum Markup {
    static func escaped(_ text: String) -> String {
        var escaped = ""
        for character in text {
            switch character {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\"": escaped += "&quot;"
            default: escaped.append(character)
            }
        }
        return escaped
    }
}
