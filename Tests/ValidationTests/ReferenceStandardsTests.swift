import Foundation
import Returns
import Testing
import Validation

@Suite("The provision and capacity returns, and the tables they lean on")
struct ReferenceStandardsTests {
    private static let library = SchemaLibrary(directory: Register.standards)

    @Test("Both forms of a filled-in return read whole and alike", arguments: ["provision@2026", "capacity@2026"])
    func forms(_ identifier: String) throws {
        let schema = try Self.library.resolve(identifier)
        let reader = ReturnReader(schema: schema)
        let sample = SampleReturn(schema: schema)
        let csv = try reader.read(sample.csv)
        let xml = try reader.read([sample.xml])
        #expect(csv.problems.isEmpty && xml.problems.isEmpty, "\(csv.problems.first ?? xml.problems[0])")
        for (index, table) in schema.tables.enumerated() {
            #expect(csv.tables[index].rowCount == 1 && xml.tables[index].rowCount == 1, "\(table.name)")
            for (place, field) in table.fields.enumerated() {
                let columns = [csv, xml].map { $0.tables[index].columns[place] }
                #expect(columns.allSatisfy { $0.states == [CellState.value] }, "\(table.name).\(field.name)")
                #expect(columns[0].values == columns[1].values, "\(table.name).\(field.name)")
            }
        }
    }

    @Test("Every field says what counts and what it aligns to, and headings are told apart")
    func words() throws {
        for identifier in ["provision@2026", "capacity@2026"] {
            for table in try Self.library.resolve(identifier).tables {
                #expect(Set(table.fields.map(\.templateHeading)).count == table.fields.count, "\(table.name)")
                for field in table.fields {
                    #expect(field.description.hasSuffix("."), "\(table.name).\(field.name)")
                    #expect(field.evidence.contains("(I)"), "\(table.name).\(field.name)")
                    #expect(!field.templateHeading.isEmpty && field.item.isEmpty)
                }
            }
        }
    }

    @Test("The tables of the provision return say how long they take, together about half an hour")
    func time() throws {
        let minutes = try Self.library.resolve("provision@2026").tables.map { table in
            try #require(table.description.firstMatch(of: /About (\d+) minutes( for each)?\./), "\(table.name)")
        }
        #expect((20...35).contains(minutes.reduce(0) { $0 + (Int($1.1) ?? 0) }))
    }

    private func rows(_ file: String) throws -> [[String: String]] {
        let url = Register.standards.appendingPathComponent(file)
        let lines = try String(contentsOf: url, encoding: .utf8).split(separator: "\n")
        let headings = lines[0].split(separator: ",").map(String.init)
        return lines.dropFirst().map { line in
            let cells = Self.cells(String(line))
            return Dictionary(uniqueKeysWithValues: zip(headings, cells))
        }
    }

    private static func cells(_ line: String) -> [String] {
        var cells = [""]
        var isQuoted = false
        for character in line {
            if character == "\"" {
                isQuoted.toggle()
            } else if character == ",", !isQuoted {
                cells.append("")
            } else {
                cells[cells.count - 1].append(character)
            }
        }
        return cells
    }

    @Test("Every leaf of the placement tree but the one not recorded lies in one setting group, on its own sides")
    func settingGroups() throws {
        let groups = try rows("reference/setting_group.csv")
        let leaves = try rows("reference/placement_category.csv")
        #expect(groups.map { $0["placement_category"] } == leaves.map { $0["code"] }.filter { $0 != "not_recorded" })
        for group in groups {
            let leaf = try #require(leaves.first { $0["code"] == group["placement_category"] })
            #expect(group["by_school_type"] == leaf["by_school_type"] && group["by_provision"] == leaf["by_provision"])
        }
        let codes = try rows("codes/capacity-setting.csv").map { $0["code"] ?? "" }
        #expect(Set(codes) == Set(groups.compactMap { $0["setting"] }))
    }

    @Test("State special schools, units and resourced provision are what the School Capacity survey counts")
    func survey() throws {
        for group in try rows("reference/setting_group.csv") {
            let isCounted = group["in_capacity_survey"] == "true"
            #expect(isCounted == (group["by_provision"] == "specialist_state"), "\(group)")
        }
    }

    @Test("A need of the capacity return is a type of need of the person-level return, or any")
    func needs() throws {
        let own = try rows("codes/capacity-need.csv").map { $0["code"] ?? "" }
        #expect(own == (try rows("codes/sen-type.csv").map { $0["code"] ?? "" }) + ["ANY"])
    }
}
