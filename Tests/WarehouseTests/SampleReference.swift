import Foundation

/// A small set of reference data, as files in a folder of their own.
struct SampleReference {
    var extraEstablishment = ""
    var firstType = 1

    /// Writes the files and runs a body with their folders.
    func withFolders<R>(_ body: ([URL]) async throws -> R) async throws -> R {
        let folder = FileManager.default.temporaryDirectory.appending(path: "reference-\(UUID().uuidString)")
        let codes = folder.appending(path: "codes")
        try FileManager.default.createDirectory(at: codes, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        for (name, text) in files { try Data(text.utf8).write(to: folder.appending(path: name)) }
        return try await body([folder, codes])
    }

    private var files: [(String, String)] {
        let establishments = (0..<40).map { number in
            "\(100_000 + number),\"School, \(number)\",\(number == 0 ? firstType : 1 + number % 2),301,,Primary,,,0,1,0\n"
        }
        return [
            ("region.csv", "code,name\r\nE12000007,London\r\n"),
            (
                "local_authority.csv",
                """
                code,ons_code,name,region_code,valid_from,valid_to,successor_code
                301,E09000002,Barking and Dagenham,E12000007,2010-01-01,,
                301,E09999999,Barking,E12000007,,2009-12-31,301
                302,E09000003,Barnet,E12000007,,,

                """
            ),
            (
                "placement_category.csv",
                """
                code,label,by_school_type,by_provision,school_type_branch,sector
                mainstream,School,mainstream,mainstream,mainstream,state
                mainstream_sen_unit,School: SEN unit,mainstream,specialist_state,mainstream,state
                special,Special school,specialist_state,specialist_state,special,state
                further_education_other_provider,Other provider,other,other,further_education,other
                not_in_education_other,Not in education,other,other,elsewhere,other
                not_in_education_compulsory_age,Of school age,other,other,elsewhere,other
                not_recorded,Not recorded,other,other,not_recorded,other

                """
            ),
            (
                "establishment_type.csv",
                """
                code,name,placement_category,placement_category_in_sen_unit,placement_category_in_resourced_provision
                1,Community school,mainstream,mainstream_sen_unit,mainstream
                2,Special school,special,special,special

                """
            ),
            (
                "sen_setting_category.csv",
                """
                code,label,placement_category,placement_category_at_compulsory_age
                NIEO,Not in education,not_in_education_other,not_in_education_compulsory_age

                """
            ),
            (
                "establishments.csv",
                "urn,name,type_code,la_code,ukprn,phase,open_date,close_date,section_41_approved,sen_unit,"
                    + "resourced_provision\n" + establishments.joined() + extraEstablishment
            ),
            ("codes/sex.csv", "code,label,group,valid_from,valid_to\nF,Female,,,\nM,Male,,2024-01-01,\n"),
            ("notes.csv", "not,reference\n"),
        ]
    }
}
