import Support
import Testing

@testable import Returns

@Suite("The fast CSV reader finds the cells that a plain one finds")
struct CSVIndexTests {
    @Test("Every text of up to seven bytes over letter, comma, quote, return and line feed")
    func allShortTexts() {
        let alphabet = [UInt8]("a,\"\r\n".utf8)
        var texts: [[UInt8]] = [[]]
        var compared = 0
        for _ in 0...7 {
            for text in texts {
                if let difference = Self.difference(text) {
                    Issue.record("\(String(decoding: text, as: UTF8.self).debugDescription): \(difference)")
                    return
                }
                compared += 1
            }
            texts = texts.flatMap { text in alphabet.map { text + [$0] } }
        }
        #expect(compared == 97_656)
    }

    @Test("Random texts whose cells cross the blocks of 64 bytes", arguments: [1, 2, 3, 4] as [UInt64])
    func randomTexts(seed: UInt64) {
        var random = Seeded(seed)
        for _ in 0..<4_000 {
            let text = Self.randomText(&random)
            if let difference = Self.difference(text) {
                Issue.record("\(String(decoding: text, as: UTF8.self).debugDescription): \(difference)")
                return
            }
        }
    }

    private static func randomText(_ random: inout Seeded) -> [UInt8] {
        var text: [UInt8] = []
        for _ in 0..<Int.random(in: 1...24, using: &random) {
            let cell = [UInt8](repeating: UInt8(ascii: "x"), count: Int.random(in: 0...70, using: &random) * 3 / 4)
            switch Int.random(in: 0..<10, using: &random) {
            case 0: text += [0x22] + cell + [0x22, 0x22] + cell + [0x22]
            case 1: text += [0x22] + cell + [0x0D, 0x0A] + cell + [0x22]
            case 2: text += cell + [0x22] + cell
            case 3: text += cell + [0x0D]
            default: text += cell
            }
            text += [[0x2C], [0x2C], [0x2C], [0x0A], [0x0D, 0x0A]].randomElement(using: &random) ?? []
        }
        return text
    }

    /// What the two readers see differently, or nil.
    private static func difference(_ text: [UInt8]) -> String? {
        let slow = SlowCSV(text)
        let index: CSVIndex
        do {
            index = try CSVIndex(text: text, file: "t.csv", limits: ReadingLimits())
        } catch {
            switch (error.code, slow.fault) {
            case (.unclosedQuote, .unclosedQuote(let line)) where line == error.place.line: return nil
            case (.notWellFormed, .textAfterQuote(let line)) where line == error.place.line: return nil
            default: return "\(error) against \(slow)"
            }
        }
        guard slow.fault == nil else { return "no error against \(slow)" }
        let width = slow.records.first?.cells.count ?? 0
        guard index.width == width else { return "width \(index.width) against \(width)" }
        guard index.lines.map({ Int($0) }) == slow.records.map(\.line) else { return "lines \(index.lines)" }
        let ragged = slow.records.indices.filter { slow.records[$0].cells.count != width }
        guard index.ragged.map(\.record) == ragged else { return "ragged \(index.ragged)" }
        for (place, record) in slow.records.enumerated() {
            let padded = record.cells.prefix(width) + Array(repeating: [], count: max(0, width - record.cells.count))
            guard cells(index, place) == Array(padded) else { return "record \(place): \(cells(index, place))" }
        }
        return nil
    }

    private static func cells(_ index: CSVIndex, _ record: Int) -> [[UInt8]] {
        (0..<index.width).map { column in
            let place = (record * index.width + column) * 2
            return Array(index.bytes[Int(index.spans[place])..<Int(index.spans[place + 1])])
        }
    }
}
