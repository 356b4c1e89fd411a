public import Disclosure
public import Foundation

/// What a report is to be made of, beside its figures; nothing here is asked of the clock or the machine.
public struct ReportRequest: Sendable {
    public let cutName: String
    /// The cut's instant as text: `2025-06-30T12:00:00Z`; every date of the release comes from it.
    public let cutInstant: String
    public let year: Int
    /// The year before, when the cut holds it.
    public let previousYear: Int?
    public let geography: ReportGeography
    public let tree: PlacementTree
    public let method: Method
    public let isSynthetic: Bool
    /// Number of submissions in the cut.
    public let submissions: Int
    /// `sen2@2025` with the hash of the resolved schema.
    public let schemaHashes: [String: String]
    public let codeVersion: String

    /// Makes a request.
    ///
    /// - Parameters:
    ///   - cutName: Name of the cut.
    ///   - cutInstant: Its instant as text.
    ///   - year: Collection year that the report is about.
    ///   - previousYear: The year before, when the cut holds it.
    ///   - geography: England, regions and authorities.
    ///   - tree: The placements.
    ///   - method: Disclosure control.
    ///   - isSynthetic: Whether the figures are made up.
    ///   - submissions: Number of submissions in the cut.
    ///   - schemaHashes: Hash of each resolved schema by its name and version.
    ///   - codeVersion: Version of this program.
    public init(
        cutName: String,
        cutInstant: String,
        year: Int,
        previousYear: Int?,
        geography: ReportGeography,
        tree: PlacementTree,
        method: Method,
        isSynthetic: Bool,
        submissions: Int,
        schemaHashes: [String: String],
        codeVersion: String
    ) {
        self.cutName = cutName
        self.cutInstant = cutInstant
        self.year = year
        self.previousYear = previousYear
        self.geography = geography
        self.tree = tree
        self.method = method
        self.isSynthetic = isSynthetic
        self.submissions = submissions
        self.schemaHashes = schemaHashes
        self.codeVersion = codeVersion
    }

    /// Earliest first.
    var years: [Int] { [previousYear, year].compactMap(\.self) }
}

/// A release that was written: made only by `writeReport`.
public struct Released: Sendable {
    public let cutName: String
    public let method: Method
    /// The sentences at the top of the page.
    public let headlines: [String]
    public let numbers: [BoundNumber]
    /// Every file, by path.
    public let files: [File]

    /// A file of the release.
    public struct File: Sendable, Hashable {
        /// Path from the folder of the release.
        public let path: String
        public let bytes: Int
        public let sha256: String
    }

    init(cutName: String, method: Method, sentences: [Sentence], files: [ReleaseFile]) {
        self.cutName = cutName
        self.method = method
        headlines = sentences.map(\.text)
        numbers = sentences.flatMap(\.numbers)
        self.files = files.map { File(path: $0.path, bytes: $0.bytes.count, sha256: $0.sha256) }
    }
}

/// Writes the report of a cut: a page, its charts, the data behind both, and where they come from.
///
/// The same request and cube give the same bytes. Files that are there already are replaced, others are left.
///
/// - Parameters:
///   - request: What the report is made of.
///   - cube: The figures; its years include those of the request.
///   - folder: Folder to write to; made when missing.
/// - Returns: The headlines and the files.
/// - Throws: `DisclosureError` when the cube lacks what is asked for, or an error of writing.
public func writeReport(_ request: ReportRequest, cube: PlacementCube, to folder: URL) throws -> Released {
    let figures = try PlacementFigures(
        cube: cube,
        geography: request.geography,
        tree: request.tree,
        method: request.method
    )
    let data = try DataSets(request: request, cube: cube, figures: figures)
    let headlines = Headlines(data: data, request: request)
    let charts = ReportCharts(data: data, request: request)
    let tables = ReportTables(data: data, request: request, cube: cube)
    let page = ReportPage(
        request: request,
        cube: cube,
        headlines: headlines,
        charts: charts,
        tables: tables,
        data: data
    )
    let files = try releaseFiles(request, data, headlines, charts, page: page.html())
    for file in files {
        let place = folder.appending(path: file.path)
        try FileManager.default.createDirectory(
            at: place.deletingLastPathComponent(),
            withIntermediateDirectories: true
        )
        try Data(file.bytes).write(to: place)
    }
    return Released(cutName: request.cutName, method: request.method, sentences: headlines.sentences, files: files)
}

private func releaseFiles(
    _ request: ReportRequest,
    _ data: DataSets,
    _ headlines: Headlines,
    _ charts: ReportCharts,
    page: String
) throws -> [ReleaseFile] {
    let sets = data.all.map { set in
        (data: set, file: ReleaseFile(path: "\(set.name).csv", text: DataSetFile(data: set).text))
    }
    var files = [ReleaseFile(path: "index.html", text: page)]
    files += sets.map(\.file)
    files += data.all.map { ReleaseFile(path: "\($0.name).meta.csv", text: DataSetFile(data: $0).metadata) }
    for chart in charts.all {
        files.append(ReleaseFile(path: "charts/\(chart.id).svg", text: chart.svg(width: .wide) + "\n"))
        files.append(ReleaseFile(path: "charts/\(chart.id).csv", text: chart.csv))
    }
    files.append(ReleaseFile(path: "datapackage.json", text: DataPackage(request: request, files: sets).document))
    files.append(ReleaseFile(path: "numbers.json", text: Provenance.numbers(headlines.sentences)))
    files.append(ReleaseFile(path: "provenance.json", text: Provenance.document(request)))
    files.sort { $0.path < $1.path }
    let sums = files.map { "\($0.sha256)  \($0.path)\n" }.joined()
    return files + [ReleaseFile(path: "SHA256SUMS", text: sums)]
}

extension Chart {
    /// What the chart draws, a row for each of its rows.
    var csv: String {
        CSVText.text([[rowLabel] + series] + rows.map { [$0.label] + $0.values.map(\.fileText) })
    }
}
