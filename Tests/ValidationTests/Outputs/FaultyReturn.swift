import Foundation
import Returns
import Validation

/// A made-up return with faults of several kinds, and values that would trip a careless writer.
enum FaultyReturn {
    /// Values with all that quoting, spreadsheets, terminals and pages can stumble over.
    static let hardValues = [
        "=1+1", "+44", "-2", "@SUM(A1)", "a,b", "say \"x\"", "two\nlines", "carriage\r\nreturn", "007", "\u{1B}[31mred",
        "<script>alert(1)</script>", "_x0041_", "tab\there", "{curly}", "é\u{301}", "| bar", "'quoted'",
    ]

    static var made: GoodReturn {
        var changed = GoodReturn()
        changed.set("sen2", "dmo", "Q")
        changed.set("person", row: 0, "sex", "=1+1,\"x\"")
        changed.set("person", row: 1, "sex", "\u{1B}[31mred")
        changed.set("person", row: 1, "forename", "")
        changed.set("person", row: 2, "surname", "")
        changed.set("person", row: 2, "upn", "P207000016049")
        changed.set("person", row: 2, "personbirthdate", "30/02/2019")
        changed.set("person", row: 0, "uniquelearnernumber", "1.23E+12")
        changed.remove("requests", row: 2)
        return changed
    }

    /// Faults that stand in cells alone, so that they can be mended without a new row.
    static var mendable: GoodReturn {
        var changed = GoodReturn()
        changed.set("sen2", "dmo", "Q")
        changed.set("person", row: 0, "sex", "=1+1,\"x\"")
        changed.set("person", row: 1, "forename", "")
        changed.set("person", row: 2, "upn", "1.23E+12")
        changed.set("person", row: 2, "personbirthdate", "30/02/2019")
        changed.set("requests", row: 1, "receiveddate", "soon")
        return changed
    }

    /// A good return, with a hard value in a code of each of many more persons.
    static var hard: GoodReturn {
        var changed = GoodReturn()
        for (place, value) in hardValues.enumerated() {
            changed.append("person", copyOf: 0, ["persontableid": "\(100 + place)", "upn": "", "ethnicity": value])
            changed.append(
                "requests",
                copyOf: 0,
                ["requeststableid": "\(100 + place)", "persontableid": "\(100 + place)"]
            )
        }
        return changed
    }

    /// Many persons, all with a code that is not in the list.
    static func large(_ count: Int) -> GoodReturn {
        var changed = GoodReturn()
        for place in 0..<count {
            changed.append(
                "person",
                copyOf: 0,
                ["persontableid": "\(100 + place)", "upn": "", "ethnicity": "=\(place)"]
            )
        }
        return changed
    }

    static func check(_ made: GoodReturn) throws -> (result: CheckResult, tables: ReturnTables) {
        let tables = try Standard.read(made.csv)
        return (Checker(schema: Standard.schema).check(tables), tables)
    }
}
