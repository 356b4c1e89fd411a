extension EstablishmentRegister {
    /// Writes the register in the layout of the daily extract of Get Information about Schools: Windows-1252, every cell
    /// in quotes, dates with the day first.
    func writeExtract(to output: inout ByteOutput) throws(SynthesisError) {
        let columns = ExtractLayout.columns
        output.write(ExtractLayout.line(columns))
        for (place, authority) in authorities.enumerated() {
            for group in authority.groups where group.kind != .provider {
                for ordinal in group.ordinals {
                    let cells = extractCells(place, authority, group, ordinal)
                    output.write(ExtractLayout.line(columns.map { cells[$0] ?? "" }))
                    try output.flushWhenFull()
                }
            }
        }
    }

    private func extractCells(
        _ place: Int,
        _ authority: Authority,
        _ group: Group,
        _ ordinal: Int
    ) -> [String: String] {
        let entry = entry(place, authority, group, ordinal)
        let phases = ["Primary": "2", "Secondary": "4", "16 plus": "6"]
        return [
            "URN": "\(entry.urn)", "UKPRN": "\(entry.ukprn)", "EstablishmentName": entry.name,
            "LA (code)": "\(authority.code)", "EstablishmentNumber": "\(2_000 + ordinal)",
            "TypeOfEstablishment (code)": entry.type < 10 ? "0\(entry.type)" : "\(entry.type)",
            "EstablishmentStatus (code)": "1", "EstablishmentStatus (name)": "Open",
            "OpenDate": "01-09-\(entry.year)", "PhaseOfEducation (code)": phases[group.kind.phase] ?? "0",
            "PhaseOfEducation (name)": group.kind.phase, "StatutoryLowAge": "\(group.kind.ages.lowerBound)",
            "StatutoryHighAge": "\(group.kind.ages.upperBound)", "Boarders (name)": "No boarders",
            "Section41Approved (name)": entry.isApproved ? "Approved" : "Not applicable",
            "TypeOfResourcedProvision (name)": Self.provision(entry), "SenUnitCapacity": entry.hasUnit ? "12" : "",
            "ResourcedProvisionCapacity": entry.hasResourcedProvision ? "16" : "",
            // A letter that only the right encoding gives back.
            "Street": "Chaussée \(ordinal)",
        ]
    }

    private static func provision(_ entry: Entry) -> String {
        switch (entry.hasResourcedProvision, entry.hasUnit) {
        case (true, true): "Resourced provision and SEN unit"
        case (true, false): "Resourced provision"
        case (false, true): "SEN unit"
        case (false, false): "Not applicable"
        }
    }
}

/// The columns of the daily extract in September 2026, in its own order.
enum ExtractLayout {
    static let columns =
        [
            "URN", "LA (code)", "LA (name)", "EstablishmentNumber", "EstablishmentName", "TypeOfEstablishment (code)",
            "TypeOfEstablishment (name)", "EstablishmentTypeGroup (code)", "EstablishmentTypeGroup (name)",
            "EstablishmentStatus (code)", "EstablishmentStatus (name)", "ReasonEstablishmentOpened (code)",
            "ReasonEstablishmentOpened (name)", "OpenDate", "ReasonEstablishmentClosed (code)",
            "ReasonEstablishmentClosed (name)", "CloseDate", "PhaseOfEducation (code)", "PhaseOfEducation (name)",
            "StatutoryLowAge", "StatutoryHighAge", "Boarders (code)", "Boarders (name)", "NurseryProvision (name)",
            "OfficialSixthForm (code)", "OfficialSixthForm (name)", "Gender (code)", "Gender (name)",
            "ReligiousCharacter (code)", "ReligiousCharacter (name)", "ReligiousEthos (name)", "Diocese (code)",
            "Diocese (name)", "AdmissionsPolicy (code)", "AdmissionsPolicy (name)", "SchoolCapacity",
            "SpecialClasses (code)", "SpecialClasses (name)", "CensusDate", "NumberOfPupils", "NumberOfBoys",
            "NumberOfGirls", "PercentageFSM", "TrustSchoolFlag (code)", "TrustSchoolFlag (name)", "Trusts (code)",
            "Trusts (name)", "SchoolSponsorFlag (name)", "SchoolSponsors (name)", "FederationFlag (name)",
            "Federations (code)", "Federations (name)", "UKPRN", "FEHEIdentifier", "FurtherEducationType (name)",
            "LastChangedDate", "Street", "Locality", "Address3", "Town", "County (name)", "Postcode", "SchoolWebsite",
            "TelephoneNum", "HeadTitle (name)", "HeadFirstName", "HeadLastName", "HeadPreferredJobTitle",
            "BSOInspectorateName (name)", "InspectorateReport", "DateOfLastInspectionVisit", "NextInspectionVisit",
            "TeenMoth (name)", "TeenMothPlaces", "CCF (name)", "SENPRU (name)", "EBD (name)", "PlacesPRU",
            "FTProv (name)", "EdByOther (name)", "Section41Approved (name)",
        ] + (1...13).map { "SEN\($0) (name)" } + [
            "TypeOfResourcedProvision (name)", "ResourcedProvisionOnRoll", "ResourcedProvisionCapacity",
            "SenUnitOnRoll", "SenUnitCapacity", "GOR (code)", "GOR (name)", "DistrictAdministrative (code)",
            "DistrictAdministrative (name)", "AdministrativeWard (code)", "AdministrativeWard (name)",
            "ParliamentaryConstituency (code)", "ParliamentaryConstituency (name)", "UrbanRural (code)",
            "UrbanRural (name)", "GSSLACode (name)", "Easting", "Northing", "MSOA (name)", "LSOA (name)",
            "InspectorateName (name)", "SENStat", "SENNoStat", "BoardingEstablishment (name)", "PropsName",
            "PreviousLA (code)", "PreviousLA (name)", "PreviousEstablishmentNumber", "Country (name)", "UPRN",
            "SiteName", "QABName (code)", "QABName (name)", "EstablishmentAccredited (code)",
            "EstablishmentAccredited (name)", "QABReport", "CHNumber", "MSOA (code)", "LSOA (code)", "FSM",
            "AccreditationExpiryDate",
        ]

    /// A line of cells; text of the synthetic register needs no letter outside Latin-1.
    static func line(_ cells: [String]) -> [UInt8] {
        var line: [UInt8] = []
        for (place, cell) in cells.enumerated() {
            if place > 0 { line.append(UInt8(ascii: ",")) }
            line.append(UInt8(ascii: "\""))
            for scalar in cell.unicodeScalars { line.append(UInt8(exactly: scalar.value) ?? UInt8(ascii: "?")) }
            line.append(UInt8(ascii: "\""))
        }
        return line + [UInt8(ascii: "\r"), UInt8(ascii: "\n")]
    }
}
