public import Foundation
import PostgreSQL
import Returns
import Synthesis
public import Warehouse

/// What a rehearsal needs to be there: made-up returns, open collections, people with passwords, systems with tokens.
public struct DeadlineGround: Sendable {
    struct Authority: Sendable {
        let sender, email: String
        let file: URL
        let sha256: String
    }

    struct School: Sendable {
        let sender, token: String
        let file: URL
        let sha256: String
    }

    let authorities: [Authority]
    let schools: [School]

    static let password = "a rehearsal and nothing more"
    static let authorityReturn = (name: "sen2", year: 2025)
    static let schoolReturn = (name: "school-census", year: 2026)

    /// Writes the returns, and lets their senders in.
    ///
    /// - Parameters:
    ///   - recipe: How many of which.
    ///   - warehouse: An empty one that is thrown away afterwards.
    ///   - folder: Where the returns go.
    ///   - schemas: The folder `Schemas`.
    ///   - say: Told what is being done.
    /// - Returns: The ground.
    /// - Throws: `RehearsalError.tooFewReturns`; what the rooms below throw.
    public static func lay(
        _ recipe: DeadlineRecipe,
        in warehouse: Warehouse,
        folder: URL,
        schemas: URL,
        say: @Sendable (String) -> Void
    ) async throws -> DeadlineGround {
        let library = SchemaLibrary(directory: schemas)
        say("Making the returns of \(recipe.authorities) authorities and \(recipe.schools) schools ...")
        let returns = try await authorityFiles(recipe, library, schemas, folder)
        let files = try schoolFiles(recipe, library, schemas, folder)
        try await open(library, in: warehouse)
        say("Making their accounts and tokens ...")
        async let schools = letIn(schools: files, warehouse)
        return DeadlineGround(authorities: try await letIn(authorities: returns, warehouse), schools: try await schools)
    }

    /// Where the reference data of the returns lies in the folder that they were written to.
    public static func reference(in folder: URL) -> URL { folder.appending(path: "authorities/reference") }

    private static func open(_ library: SchemaLibrary, in warehouse: Warehouse) async throws {
        for (name, year) in [authorityReturn, schoolReturn] {
            let version = try library.resolve("\(name)@\(year)").collection
            let opening = try CollectionOpening("\(name)@\(year)", dueOn: version.deadline ?? version.censusDate)
            _ = try await warehouse.openCollection(opening, by: Officer(commandLine: "rehearsal"))
        }
    }

    private static func authorityFiles(
        _ recipe: DeadlineRecipe,
        _ library: SchemaLibrary,
        _ schemas: URL,
        _ folder: URL
    ) async throws -> [(code: Int, file: URL, sha256: String)] {
        let place = folder.appending(path: "authorities")
        let reference = schemas.appending(path: "reference")
        var plan = NationRecipe(years: [authorityReturn.year], scale: recipe.scale, seed: recipe.seed)
        let all = try SyntheticNation(recipe: plan, library: library, reference: reference).localAuthorities
        guard all.count >= recipe.authorities else {
            throw RehearsalError.tooFewReturns(kind: "authorities", made: all.count, wanted: recipe.authorities)
        }
        plan.localAuthorities = Array(all.prefix(recipe.authorities))
        let nation = try SyntheticNation(recipe: plan, library: library, reference: reference)
        return try await nation.write(to: place, concurrency: 2).returns.flatMap { made in
            made.files.map { file in
                let name = "\(made.year)/\(made.localAuthority)/\(file.name)"
                return (made.localAuthority, place.appending(path: name), file.sha256)
            }
        }
    }

    /// Authority by authority until there are enough.
    private static func schoolFiles(
        _ recipe: DeadlineRecipe,
        _ library: SchemaLibrary,
        _ schemas: URL,
        _ folder: URL
    ) throws -> [(file: URL, sha256: String)] {
        let place = folder.appending(path: "schools")
        let reference = schemas.appending(path: "reference")
        var plan = CensusRecipe(years: [schoolReturn.year], seed: recipe.seed, forms: [.xml])
        let all = try SyntheticSchools(recipe: plan, library: library, reference: reference).localAuthorities
        var files: [(URL, String)] = []
        for code in all where files.count < recipe.schools {
            plan.localAuthorities = [code]
            let made = try SyntheticSchools(recipe: plan, library: library, reference: reference).write(to: place)
            files += made.flatMap(\.files).map { file in
                (place.appending(path: "\(schoolReturn.year)/\(code)/\(file.name)"), file.sha256)
            }
        }
        guard files.count >= recipe.schools else {
            throw RehearsalError.tooFewReturns(kind: "schools", made: files.count, wanted: recipe.schools)
        }
        return Array(files.prefix(recipe.schools))
    }

    private static func letIn(
        authorities: [(code: Int, file: URL, sha256: String)],
        _ warehouse: Warehouse
    ) async throws -> [Authority] {
        var made: [Authority] = []
        for (code, file, sha256) in authorities {
            let sender = "la:\(code)"
            let account = try await warehouse.createAccount(
                email: "officer-\(code)@example.org",
                name: "Officer \(code)"
            )
            _ = try await warehouse.grant(try Membership(Organisation(sender), .preparer), to: account.id)
            try await warehouse.setPassword(password, of: account.id)
            made.append(Authority(sender: sender, email: account.email, file: file, sha256: sha256))
        }
        return made
    }

    private static func letIn(
        schools: [(file: URL, sha256: String)],
        _ warehouse: Warehouse
    ) async throws -> [School] {
        var made: [School] = []
        for (file, sha256) in schools {
            let sender = "school:\(try number(of: file))"
            let secret = try await warehouse.createToken("Rehearsal", for: try Organisation(sender))
            made.append(School(sender: sender, token: secret.text, file: file, sha256: sha256))
        }
        return made
    }

    /// The unique reference number that a school's return names.
    private static func number(of file: URL) throws -> String {
        let handle = try FileHandle(forReadingFrom: file)
        defer { try? handle.close() }
        let head = String(decoding: try handle.read(upToCount: 4_096) ?? Data(), as: UTF8.self)
        guard let start = head.range(of: "<URN>") else { return "" }
        return String(head[start.upperBound...].prefix { $0.isNumber })
    }
}
