import Returns

/// The tables of the made-up return, written as the CSV set.
struct SampleTables {
    let sample: SampleReturn
    let schema: ResolvedSchema

    var inputs: [ReturnInput] {
        schema.tables.map { table in
            let above = table.parent.map { ["\(schema.tables[$0].csvName)tableid"] } ?? []
            var lines = [["\(table.csvName)tableid"] + above + table.fields.map(\.csvColumn)]
            let parents = parents(of: table.csvName)
            for (row, parent) in parents.enumerated() {
                let isFirst = row == 0 || parents[row - 1] != parent
                let cells = table.fields.map { cell($0.csvColumn, table.csvName, row, parent, isFirst) }
                lines.append(["\(row + 1)"] + above.map { _ in "\(parent + 1)" } + cells)
            }
            let text = lines.map { $0.joined(separator: ",") + "\r\n" }.joined()
            return ReturnInput(name: "\(table.csvName).csv", bytes: Array(text.utf8))
        }
    }

    /// Every second plan has a second placement and a second need.
    private func parents(of table: String) -> [Int] {
        let persons = Array(0..<sample.persons)
        return switch table {
        case "sen2": [0]
        case "person": persons.map { _ in 0 }
        case "placementdetail": persons.flatMap { $0 % 2 == 0 ? [$0] : [$0, $0] }
        case "senneed": persons.dropFirst(3).flatMap { $0 % 2 == 0 ? [$0] : [$0, $0] }
        default: persons
        }
    }

    private func cell(_ column: String, _ table: String, _ row: Int, _ parent: Int, _ isFirst: Bool) -> String {
        switch table {
        case "sen2": header(column)
        case "person": person(column, row)
        case "requests": ["receiveddate": "2024-02-01", "rya": "0", "requestoutcome": "Y"][column] ?? ""
        case "assessment": ["assessmentoutcome": "Y"][column] ?? ""
        case "namedplan": ["startdate": "2024-05-01", "pb": "0"][column] ?? ""
        case "plandetail", "placementdetail": place(column, parent, isFirst)
        case "senneed": need(column, row, isFirst)
        default: ""
        }
    }

    private func header(_ column: String) -> String {
        switch column {
        case "collection": "SEN2"
        case "year": "\(sample.year)"
        case "referencedate": "\(schema.collection.censusDate)"
        case "sourcelevel": "L"
        case "lea": "\(sample.localAuthority)"
        case "serialno": "1"
        case "datetime": "\(sample.year)-02-01T09:30:00"
        case "dmo", "dco": "Y"
        default: ""
        }
    }

    private func person(_ column: String, _ row: Int) -> String {
        switch column {
        case "surname", "forename": "ZZMARKER\(row)"
        case "personbirthdate": "\(2000 + (row + sample.variant) % 24)-0\(1 + row % 9)-15"
        case "sex": row % 4 == 0 ? "F" : "M"
        case "ethnicity": "WBRI"
        case "postcode": "ZE7 4QQ"
        case "upn": row % 3 == 0 ? "" : Self.pupilNumber(row)
        case "uniquelearnernumber": row % 6 == 0 ? "" : Self.learnerNumber(row)
        default: ""
        }
    }

    private func place(_ column: String, _ parent: Int, _ isFirst: Bool) -> String {
        switch column {
        case "urn": parent % 4 == 0 ? "" : "\(100_000 + parent % 40)"
        case "ukprn": parent % 8 == 4 ? "10000001" : ""
        case "sensetting": parent % 8 == 0 ? "NIEO" : ""
        case "sensettingother": "ZZMARKER\(parent)"
        case "placementrank": "1"
        case "entrydate": isFirst ? "2023-09-01" : "2020-09-01"
        case "leavingdate": isFirst ? "" : "2022-07-20"
        case "senunitindicator": parent % 5 == 0 ? "1" : "0"
        case "resourcedprovisionindicator": "0"
        default: ""
        }
    }

    private func need(_ column: String, _ row: Int, _ isFirst: Bool) -> String {
        switch column {
        case "sentype": ["ASD", "SEMH", "SLCN"][(row + sample.variant) % 3]
        case "sentyperank": isFirst ? "1" : "2"
        default: ""
        }
    }

    private static func pupilNumber(_ row: Int) -> String {
        let rest = "30177\(1_000_000 + row)"
        return (UPN.checkLetter(for: Array(rest.utf8)).map { String(decoding: [$0], as: UTF8.self) } ?? "") + rest
    }

    /// Some numbers of nine digits have no check digit, so each person has ten to choose from.
    private static func learnerNumber(_ row: Int) -> String {
        for choice in 0..<10 {
            let first = "97531\(1_000 + row % 900 * 10 + choice)"
            if let digit = ULN.checkDigit(for: first.utf8.map { $0 - 48 }) { return "\(first)\(digit)" }
        }
        return ""
    }
}
