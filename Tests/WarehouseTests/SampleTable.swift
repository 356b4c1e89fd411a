@testable import Returns

/// The tables of the made-up return, named as the CSV set names them.
enum SampleTable: String, CaseIterable {
    case header = "sen2", person, request = "requests", assessment, namedPlan = "namedplan", planDetail = "plandetail"
    case activePlan = "activeplans", placementDetail = "placementdetail", senNeed = "senneed"

    static let codeLists = [
        list("sex", ["F", "M"]), list("need", ["SEMH", "ASD", "SLCN"]), list("setting", ["EHE", "NIEO"]),
    ]

    private static func list(_ name: String, _ codes: [String]) -> CodeList {
        CodeList(
            name: name,
            codes: codes.map { .init(code: $0, label: $0, group: "", validFrom: nil, validTo: nil) },
            otherCodes: [],
            isUnconfirmed: false
        )
    }

    var fields: [(String, FieldType)] {
        let text = FieldType.text(maximumLength: nil)
        let number = FieldType.integer(minimum: nil, maximum: nil)
        let place: [(String, FieldType)] = [
            ("urn", .identifier(.urn)), ("ukprn", .identifier(.ukprn)), ("sensetting", .code(list: "setting")),
            ("sensettingother", text), ("placementrank", number), ("senunitindicator", .boolean),
            ("resourcedprovisionindicator", .boolean),
        ]
        return switch self {
        case .header: [("dmo", text)]
        case .person:
            [
                ("surname", text), ("forename", text), ("personbirthdate", .date), ("sex", .code(list: "sex")),
                ("postcode", text), ("upn", .identifier(.upn)), ("uniquelearnernumber", .identifier(.uln)),
            ]
        case .request: [("receiveddate", .date)]
        case .assessment, .namedPlan: []
        case .planDetail: place
        case .activePlan: [("transferla", .identifier(.localAuthority))]
        case .placementDetail: place + [("entrydate", .date), ("leavingdate", .date)]
        case .senNeed: [("sentype", .code(list: "need")), ("sentyperank", number)]
        }
    }

    private var parent: Int? {
        switch self {
        case .header: nil
        case .person: 0
        case .request: 1
        case .assessment, .activePlan: 2
        case .namedPlan: 3
        case .planDetail: 4
        case .placementDetail, .senNeed: 6
        }
    }

    var schema: TableSchema {
        TableSchema(
            name: rawValue,
            title: "",
            description: "",
            xmlElement: rawValue,
            csvName: rawValue,
            parent: parent,
            perParent: Multiplicity(minimum: 0, maximum: nil, belowMinimumIsQuery: false),
            fields: fields.map { name, type in
                FieldSchema(
                    name: name,
                    title: "",
                    description: "",
                    type: type,
                    isRequired: false,
                    item: "",
                    xmlElement: name,
                    xmlWrapper: "",
                    csvColumn: name,
                    templateHeading: "",
                    evidence: ""
                )
            },
            uniqueKeys: []
        )
    }

    static func column(_ type: FieldType, _ cells: [String]) -> Column {
        var spans: [UInt32] = []
        for cell in cells {
            let start = spans.last ?? 0
            spans += [start, start + UInt32(cell.utf8.count)]
        }
        let text = ByteCells(bytes: Array(cells.joined().utf8), spans: spans, count: cells.count)
        let values = cells.map { value(of: $0, type) }
        return Column(
            states: zip(cells, values).map { $0.isEmpty ? CellState.blank : $1 == nil ? 2 : CellState.value },
            values: values.map { $0 ?? 0 },
            raw: text,
            text: text,
            lines: [],
            normalisations: []
        )
    }

    private static func value(of cell: String, _ type: FieldType) -> Int32? {
        switch type {
        case .date: CalendarDate(cell)?.daysSince1970
        case .code(let list):
            codeLists.first { $0.name == list }?.codes.firstIndex { $0.code == cell }.map(Int32.init)
        case .text, .identifier(.upn), .identifier(.uln), .identifier(.postcode): 0
        default: Int32(cell)
        }
    }
}
