// swift-tools-version: 6.2
import PackageDescription

let house: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .treatAllWarnings(as: .error),
]
/// Rooms that never touch C hold no unsafe code: the compiler refuses it.
let safe: [SwiftSetting] = house + [.strictMemorySafety()]

let yams: Target.Dependency = .product(name: "Yams", package: "Yams")
let crypto: Target.Dependency = .product(name: "Crypto", package: "swift-crypto")
let cryptoExtras: Target.Dependency = .product(name: "CryptoExtras", package: "swift-crypto")
let tokens: Target.Dependency = .product(name: "JWTKit", package: "jwt-kit")
let mustache: Target.Dependency = .product(name: "Mustache", package: "swift-mustache")
let hummingbird: Target.Dependency = .product(name: "Hummingbird", package: "hummingbird")
let logging: Target.Dependency = .product(name: "Logging", package: "swift-log")
let arguments: Target.Dependency = .product(name: "ArgumentParser", package: "swift-argument-parser")

let package = Package(
    name: "sendstat",
    products: [.executable(name: "sendstat", targets: ["sendstat"])],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/vapor/jwt-kit", from: "5.7.1"),
    ],
    targets: [
        .systemLibrary(name: "CLibPQ", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
        .systemLibrary(name: "CLibXML2", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
        .systemLibrary(name: "CArchive", pkgConfig: "libarchive", providers: [.apt(["libarchive-dev"])]),
        .systemLibrary(name: "CXLSXWriter", pkgConfig: "xlsxwriter", providers: [.apt(["libxlsxwriter-dev"])]),
        .systemLibrary(name: "CSeccomp", pkgConfig: "libseccomp", providers: [.apt(["libseccomp-dev"])]),
        .target(name: "PostgreSQL", dependencies: ["CLibPQ"], swiftSettings: house),
        .target(name: "Returns", dependencies: ["CLibXML2", "CArchive", yams, crypto], swiftSettings: house),
        .target(name: "Synthesis", dependencies: ["Returns", crypto], swiftSettings: safe),
        .target(name: "RuleLanguage", swiftSettings: safe),
        .target(
            name: "Validation",
            dependencies: ["Returns", "RuleLanguage", "CXLSXWriter", mustache, yams, crypto],
            resources: [.embedInCode("Templates")],
            swiftSettings: safe
        ),
        .target(
            name: "Warehouse",
            dependencies: ["PostgreSQL", "Validation", "Returns", crypto, cryptoExtras],
            swiftSettings: safe
        ),
        .target(name: "Disclosure", swiftSettings: safe),
        .target(name: "Projection", swiftSettings: safe),
        .target(
            name: "Reporting",
            dependencies: [
                "Warehouse", "Disclosure", "Projection", "Validation", "Returns", "PostgreSQL", mustache, crypto,
            ],
            resources: [.embedInCode("Templates")],
            swiftSettings: safe
        ),
        .target(
            name: "Pipeline",
            dependencies: [
                "Reporting", "Warehouse", "Disclosure", "Validation", "Returns", "PostgreSQL", "CSeccomp", yams,
            ],
            swiftSettings: safe
        ),
        .target(
            name: "Portal",
            dependencies: [
                "Reporting", "Warehouse", "Validation", "Returns", hummingbird, logging, mustache, crypto,
                tokens,
            ],
            resources: [.embedInCode("Templates"), .embedInCode("Assets/portal.css")],
            swiftSettings: safe
        ),
        .target(
            name: "Rehearsal",
            dependencies: ["Synthesis", "Warehouse", "Returns", "PostgreSQL"],
            swiftSettings: safe
        ),
        .executableTarget(
            name: "sendstat",
            dependencies: [
                "Rehearsal", "Portal", "Pipeline", "Reporting", "Warehouse", "Disclosure", "Projection", "Validation",
                "Synthesis",
                "Returns", "PostgreSQL", arguments, logging, crypto,
            ],
            swiftSettings: safe
        ),
        .target(
            name: "Support",
            dependencies: ["PostgreSQL", "Returns"],
            path: "Tests/Support",
            exclude: ["browser.py", "serve.py", "wire_proxy.py"],
            swiftSettings: house
        ),
        .testTarget(name: "HouseTests", dependencies: ["Support"], exclude: ["Pages"], swiftSettings: house),
        .testTarget(name: "PostgreSQLTests", dependencies: ["PostgreSQL", "Support"], swiftSettings: house),
        .testTarget(
            name: "ReturnsTests",
            dependencies: ["Returns", "Synthesis", "Support"],
            exclude: ["Fixtures"],
            swiftSettings: house
        ),
        .testTarget(name: "RuleLanguageTests", dependencies: ["RuleLanguage", "Support"], swiftSettings: house),
        .testTarget(name: "SynthesisTests", dependencies: ["Synthesis", "Returns", "Support"], swiftSettings: house),
        .testTarget(
            name: "ValidationTests",
            dependencies: ["Validation", "RuleLanguage", "Synthesis", "Returns", "Support", crypto],
            exclude: ["Golden"],
            swiftSettings: house
        ),
        .testTarget(
            name: "WarehouseTests",
            dependencies: ["Warehouse", "Validation", "Synthesis", "Returns", "PostgreSQL", "Support"],
            exclude: ["escape-probes.sql"],
            swiftSettings: house
        ),
        .testTarget(name: "ProjectionTests", dependencies: ["Projection", "Returns", "Support"], swiftSettings: house),
        .testTarget(name: "DisclosureTests", dependencies: ["Disclosure", "Support"], swiftSettings: house),
        .testTarget(
            name: "ReportingTests",
            dependencies: ["Reporting", "Disclosure", "Projection", "Support"],
            exclude: ["Golden"],
            swiftSettings: house
        ),
        .testTarget(
            name: "PortalTests",
            dependencies: [
                "Portal", "Pipeline", "Reporting", "Warehouse", "Validation", "Synthesis", "Returns", "PostgreSQL",
                "Support", hummingbird, logging, crypto, tokens,
            ],
            exclude: ["Programs/schemathesis.toml"],
            swiftSettings: house
        ),
        .testTarget(
            name: "LineTests",
            dependencies: [
                "Pipeline", "Reporting", "Warehouse", "Disclosure", "Validation", "Synthesis", "Returns", "PostgreSQL",
                "Support",
            ],
            exclude: ["Golden"],
            swiftSettings: house
        ),
    ],
    swiftLanguageModes: [.v6]
)
