import Foundation
import Projection
import Returns
import Support
import Testing

/// The real published series, where they are; and a made-up history beside them.
enum PublishedHistory {
    static let folder = SharedData.folder?.appending(path: "panels")

    static func files() throws -> [String: [UInt8]] {
        let folder = try #require(folder)
        var files: [String: [UInt8]] = [:]
        for name in PublishedPanels.fileNames {
            let plain = folder.appending(path: name)
            let place =
                FileManager.default.fileExists(atPath: plain.path) ? plain : folder.appending(path: "\(name).gz")
            files[name] = try CompressedFile.bytes(of: place)
        }
        return files
    }
}

/// A nation of forty authorities in two regions whose growth is known.
struct MadeUpHistory {
    var years = 2010...2023
    /// Growth of each authority in a year, in logarithms.
    var growth: (_ unit: Int, _ year: Int) -> Double = { unit, year in
        0.08 + 0.01 * Double((unit * 7 + year * 3) % 5 - 2)
    }
    var tiny: Set<Int> = []

    func stock(_ unit: Int, _ year: Int) -> Int {
        let start = tiny.contains(unit) ? 20.0 : 500.0 + 40 * Double(unit)
        let sum = years.filter { $0 > years.lowerBound && $0 <= year }.reduce(0) { $0 + growth(unit, $1) }
        return Int((start * exp(sum)).rounded())
    }

    var files: [String: [UInt8]] {
        var units = "hla,name,region,dfe_codes\n"
        var (totals, new, settings, bands) = (
            "hla,year,ehcp\n", "hla,cal_year,new_plans\n", "hla,year,setting,n\n", "hla,year,band,n\n"
        )
        for unit in 0..<40 {
            units += "\(300 + unit),\"Place, \(unit)\",\(unit < 20 ? "London" : "South West"),\(300 + unit)\n"
            for year in years {
                let plans = stock(unit, year)
                totals += "\(300 + unit),\(year),\(plans)\n"
                new += "\(300 + unit),\(year - 1),\(plans / 7)\n"
                settings += "\(300 + unit),\(year),mainstream,\(plans - plans / 3)\n"
                settings += "\(300 + unit),\(year),special_state,\(plans / 3)\n"
                bands +=
                    "\(300 + unit),\(year),a05_10,\(plans / 2)\n\(300 + unit),\(year),a11_15,\(plans - plans / 2)\n"
            }
        }
        return [
            "units.csv": units, "totals.csv": totals, "newplans.csv": new, "setting.csv": settings,
            "ageband.csv": bands,
        ]
        .mapValues { Array($0.utf8) }
    }
}
