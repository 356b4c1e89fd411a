internal import Disclosure

/// The sentences at the top, each number of which is bound to a cell of a file.
struct Headlines {
    let sentences: [Sentence]

    init(data: DataSets, request: ReportRequest) {
        let writer = HeadlineWriter(data: data, year: request.year, earlier: request.previousYear, request: request)
        sentences = [
            writer.total(), writer.mainstream(), writer.sectors(), writer.ages(), writer.needs(), writer.regions(),
        ].compactMap(\.self)
    }
}

private struct HeadlineWriter {
    let data: DataSets
    let year: Int
    let earlier: Int?
    let request: ReportRequest

    private let all = "Total"
    private let special = PlacementGroup.allSpecialist
    private let schoolType = SpecialistDefinition.bySchoolType.label
    private let provision = SpecialistDefinition.byProvision.label

    init(data: DataSets, year: Int, earlier: Int?, request: ReportRequest) {
        self.data = data
        self.year = year
        self.earlier = earlier
        self.request = request
    }

    func total() -> Sentence? {
        var sentence = SentenceBuilder(id: "h1")
        sentence.say("There were ")
        sentence.number(.count, cell(data.england, [all, all], .count))
        sentence.say(" education, health and care (EHC) plans in January \(year)")
        if let earlier {
            sentence.direction(
                cell(data.england, [all, all], .countChangePercent),
                rising: ", up ",
                falling: ", down ",
                unclear: ", a number that did not change clearly since January \(earlier)"
            ) { sentence, cell in
                sentence.number(.percent, cell)
                sentence.say(" on January \(earlier)")
            }
        }
        return sentence.finished()
    }

    func mainstream() -> Sentence? {
        var sentence = SentenceBuilder(id: "h2")
        sentence.say("Of these, ")
        sentence.number(.percent, area([schoolType, PlacementGroup.mainstream.label]))
        sentence.say(" were in mainstream schools and ")
        sentence.number(.percent, area([schoolType, special]))
        sentence.say(
            " in special schools; counting SEN units, resourced provision and specialist post-16 as specialist too, "
        )
        sentence.number(.percent, area([provision, special]))
        sentence.say(" were in specialist provision")
        return sentence.finished()
    }

    func sectors() -> Sentence? {
        var sentence = SentenceBuilder(id: "h3")
        sentence.say("Specialist state schools held ")
        sentence.number(.percent, area([schoolType, PlacementGroup.specialistState.label]))
        sentence.say(" of plans and specialist independent schools ")
        sentence.number(.percent, area([schoolType, PlacementGroup.specialistIndependent.label]))
        if earlier != nil {
            sentence.direction(
                cell(data.areas, [schoolType, PlacementGroup.specialistIndependent.label], .shareChange),
                rising: "; the independent share rose by ",
                falling: "; the independent share fell by ",
                unclear: "; the independent share did not change clearly in a year"
            ) { sentence, cell in
                sentence.number(.points, cell)
                sentence.say(" in a year")
            }
        }
        return sentence.finished()
    }

    func ages() -> Sentence? {
        var sentence = SentenceBuilder(id: "h4")
        sentence.say("The share in special schools was ")
        sentence.number(.percent, cell(data.ages, ["5 to 10", schoolType, special], .share))
        sentence.say(" at ages 5 to 10 and ")
        sentence.number(.percent, cell(data.ages, ["11 to 15", schoolType, special], .share))
        sentence.say(" at ages 11 to 15")
        return sentence.finished()
    }

    func needs() -> Sentence? {
        let cells = Breakdowns.primaryNeed.categories.filter { $0 != Breakdowns.notRecorded }.filter {
            (data.needs.figure(year, .national, [$0.label, schoolType, all], .count).count ?? 0) >= 100
        }.map { ($0.label, cell(data.needs, [$0.label, schoolType, special], .share)) }
        var sentence = SentenceBuilder(id: "h5")
        guard let (low, high) = extremes(cells) else { return nil }
        sentence.say("Among primary needs, the share in special schools was highest for ")
        sentence.say("\(lowercasedFirst(high.name)) (")
        sentence.number(.percent, high.cell)
        sentence.say(") and lowest for \(lowercasedFirst(low.name)) (")
        sentence.number(.percent, low.cell)
        sentence.say(")")
        return sentence.finished()
    }

    func regions() -> Sentence? {
        let cells = request.geography.regions.map { region in
            let cell = CellReference(
                data: data.areas,
                year: year,
                place: .regional(region),
                filters: [schoolType, special],
                indicator: .share
            )
            return (region.name, cell)
        }
        var sentence = SentenceBuilder(id: "h6")
        guard let (low, high) = extremes(cells) else { return nil }
        sentence.say("Across regions, the share in special schools ran from ")
        sentence.number(.percent, low.cell)
        sentence.say(" (\(low.name)) to ")
        sentence.number(.percent, high.cell)
        sentence.say(" (\(high.name))")
        return sentence.finished()
    }

    private func cell(_ data: DataSet, _ filters: [String], _ indicator: Indicator) -> CellReference {
        CellReference(data: data, year: year, place: .national, filters: filters, indicator: indicator)
    }

    private func area(_ filters: [String]) -> CellReference { cell(data.areas, filters, .share) }

    private typealias Named = (name: String, cell: CellReference)

    private func extremes(_ cells: [(String, CellReference)]) -> (low: Named, high: Named)? {
        let known = cells.compactMap { name, cell in cell.figure.tenths.map { (name, cell, $0) } }
        guard let low = known.min(by: { $0.2 < $1.2 }), let high = known.max(by: { $0.2 < $1.2 }), low.2 < high.2
        else { return nil }
        return ((low.0, low.1), (high.0, high.1))
    }

    private func lowercasedFirst(_ text: String) -> String { text.prefix(1).lowercased() + text.dropFirst() }
}
