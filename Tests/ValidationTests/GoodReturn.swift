import Foundation
import Returns

/// A small made-up return without a fault, as the nine tables of the CSV set, to be changed one cell at a time.
struct GoodReturn {
    struct Table {
        let name: String
        var headings: [String]
        var rows: [[String]]
    }

    var tables: [Table]

    init() {
        tables = Self.content.map { name, lines in
            let cells = lines.map { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) }
            return Table(name: name, headings: cells[0], rows: Array(cells.dropFirst()))
        }
    }

    private func index(_ name: String) -> Int { tables.firstIndex { $0.name == name }! }

    /// Puts a value into a cell.
    mutating func set(_ table: String, row: Int = 0, _ column: String, _ value: String) {
        let place = tables[index(table)].headings.firstIndex(of: column)!
        tables[index(table)].rows[row][place] = value
    }

    func value(_ table: String, _ row: Int, _ column: String) -> String {
        let owner = tables[index(table)]
        return owner.rows[row][owner.headings.firstIndex(of: column)!]
    }

    mutating func append(_ table: String, copyOf row: Int, _ changes: [String: String]) {
        tables[index(table)].rows.append(tables[index(table)].rows[row])
        let last = tables[index(table)].rows.count - 1
        for (column, value) in changes { set(table, row: last, column, value) }
    }

    /// Gives a column another heading.
    mutating func rename(_ table: String, _ column: String, _ heading: String) {
        let place = tables[index(table)].headings.firstIndex(of: column)!
        tables[index(table)].headings[place] = heading
    }

    /// Puts one cell too many into a row.
    mutating func lengthen(_ table: String, row: Int) { tables[index(table)].rows[row].append("") }

    mutating func remove(_ table: String, row: Int) { tables[index(table)].rows.remove(at: row) }

    mutating func removeAll(_ table: String) { tables[index(table)].rows = [] }

    mutating func reverseRows() {
        for place in tables.indices { tables[place].rows.reverse() }
    }

    var csv: [ReturnInput] {
        csvTexts.map { ReturnInput(name: $0.name, bytes: [UInt8]($0.text.utf8)) }
    }

    var csvTexts: [(name: String, text: String)] {
        tables.map { table in
            let lines = ([table.headings] + table.rows).map { $0.map(Self.quoted).joined(separator: ",") }
            return ("\(table.name).csv", lines.joined(separator: "\r\n") + "\r\n")
        }
    }

    /// The same return as one XML message, each element on a line of its own; blank cells are left out.
    func xml(_ schema: ResolvedSchema) -> ReturnInput {
        ReturnInput(name: "return.xml", bytes: [UInt8](xmlLines(schema).joined(separator: "\n").utf8))
    }

    func xmlLines(_ schema: ResolvedSchema) -> [String] {
        var lines = ["<Message>"]
        for row in tables[0].rows.indices { lines += record(0, row, schema) }
        lines.append("<Persons>")
        for row in tables[1].rows.indices { lines += record(1, row, schema) }
        return lines + ["</Persons>", "</Message>"]
    }

    private func record(_ table: Int, _ row: Int, _ schema: ResolvedSchema) -> [String] {
        let owner = schema.tables[table]
        let cells = tables[index(owner.csvName)]
        var lines = ["<\(owner.xmlElement)>"]
        for field in owner.fields {
            guard let place = cells.headings.firstIndex(of: field.csvColumn), !cells.rows[row][place].isEmpty else {
                continue
            }
            let element = "<\(field.xmlElement)>\(cells.rows[row][place])</\(field.xmlElement)>"
            let wrapper = field.xmlWrapper
            lines.append(wrapper.isEmpty ? element : "<\(wrapper)>\(element)</\(wrapper)>")
        }
        let number = cells.rows[row][0]
        for (child, below) in schema.tables.enumerated() where below.parent == table && table > 0 {
            let rows = tables[index(below.csvName)].rows
            for place in rows.indices where rows[place][1] == number {
                lines += record(child, place, schema)
            }
        }
        return lines + ["</\(owner.xmlElement)>"]
    }

    private static func quoted(_ cell: String) -> String {
        cell.utf8.contains { ",\"\r\n".utf8.contains($0) }
            ? "\"\(cell.replacingOccurrences(of: "\"", with: "\"\""))\"" : cell
    }

    private static let content: [(String, [String])] = [
        (
            "sen2",
            [
                "sen2tableid,collection,year,referencedate,sourcelevel,lea,softwarecode,release,serialno,datetime,dmo,dco,dsco",
                "1,SEN2,2025,2025-01-16,L,301,Made up,1,1,2025-01-20T09:30:00,Y,Y,",
            ]
        ),
        (
            "person",
            [
                "persontableid,sen2tableid,surname,forename,personbirthdate,sex,ethnicity,postcode,upn,uniquelearnernumber,upnunknown",
                "1,1,Maplewick,Tansy,2012-05-04,F,WBRI,SW1A 1AA,P207000016049,,",
                "2,1,Quillfeather,Bram,2006-11-30,M,WBRI,SW1A 1AA,,9276308686,",
                "3,1,Thistledown,Wren,2019-02-28,F,WBRI,SW1A 1AA,B801200005001,,",
            ]
        ),
        (
            "requests",
            [
                "requeststableid,persontableid,receiveddate,requestsource,rya,requestoutcomedate,requestoutcome,requestmediation,requesttribunal,exported",
                "1,1,2023-01-09,1,0,2023-02-13,Y,0,0,", "2,2,2024-03-04,2,0,2024-04-08,Y,0,0,",
                "3,3,2024-12-02,3,0,,A,0,0,",
            ]
        ),
        (
            "assessment",
            [
                "assessmenttableid,requeststableid,assessmentoutcome,assessmentoutcomedate,assessmentmediation,assessmenttribunal,othermediation,othertribunal,week20",
                "1,1,Y,2023-05-29,0,0,0,0,0", "2,2,Y,2024-07-22,0,0,0,0,0",
            ]
        ),
        (
            "namedplan",
            [
                "namedplantableid,assessmenttableid,startdate,planres,planwbp,pb,oa,dp,ceasedate,ceasereason",
                "1,1,2023-05-29,,,0,0,,,", "2,2,2024-07-22,,,0,0,,,",
            ]
        ),
        (
            "plandetail",
            [
                "plandetailtableid,namedplantableid,urn,ukprn,sensetting,sensettingother,placementrank,senunitindicator,resourcedprovisionindicator",
                "1,1,100001,,,,1,0,0", "2,2,,10000001,,,1,0,0",
            ]
        ),
        (
            "activeplans",
            [
                "activeplanstableid,requeststableid,transferla,reviewmeeting,reviewoutcome,reviewdraft,phasetransferduedate,phasetransferfinaldate,lastreview",
                "1,1,,2024-05-13,M,,,,2024-06-03", "2,2,,,,,,,",
            ]
        ),
        (
            "placementdetail",
            [
                "placementdetailtableid,activeplanstableid,urn,ukprn,sensetting,sensettingother,placementrank,entrydate,leavingdate,senunitindicator,resourcedprovisionindicator,res,wbp",
                "1,1,100001,,,,1,2023-09-04,,0,0,,", "2,2,,10000001,,,1,2024-09-02,,0,0,,",
            ]
        ),
        (
            "senneed",
            [
                "senneedtableid,activeplanstableid,sentype,sentyperank", "1,1,ASD,1", "2,1,SEMH,2", "3,2,MLD,1",
            ]
        ),
    ]
}
