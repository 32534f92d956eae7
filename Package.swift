// swift-tools-version: 6.2
import PackageDescription

let package = Package(
    name: "roost",
    platforms: [.macOS(.v15)],
    products: [
        .executable(name: "roost", targets: ["roost"]),
        .library(name: "RoostClient", targets: ["RoostClient"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
        .package(url: "https://github.com/apple/swift-system", from: "1.8.1"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
        .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2"),
    ],
    targets: [
        // MARK: - Know
        .module("RoostTensors"),
        .module("RoostThreads"),
        .module("RoostEntities"),
        .module("RoostEvaluation", ["RoostEntities", "RoostThreads"]),
        .module("RoostModelFiles", ["RoostEntities", .yams]),
        .module("RoostONNX", ["RoostTensors"]),
        .module("RoostHuggingFace", ["RoostONNX", "RoostTensors", .yams]),

        .module("RoostHub", ["RoostThreads", .asyncHTTPClient, .crypto, .nioCore, .nioHTTP1, .nioPosix]),

        // MARK: - See
        .systemLibrary(name: "CTurboJPEG"),
        .systemLibrary(name: "CSPNG"),
        .systemLibrary(name: "CWebP"),
        .module("RoostImaging", ["CSPNG", "CTurboJPEG", "CWebP", "RoostTensors"]),
        .module("RoostDatasetFormats", ["RoostEntities", "RoostImaging", .yams]),

        // MARK: - Store
        .module("RoostMetadataStore", ["RoostEntities", .crypto, .grdb, .grdbSQLite]),
        .systemLibrary(name: "CFiles"),
        .module("RoostArtifactStore", ["CFiles", "RoostEntities", "RoostThreads", .crypto, .nioCore]),

        // MARK: - Run
        .target(name: "CONNXRuntime"),
        .module("RoostONNXRuntime", ["CONNXRuntime", "RoostTensors", "RoostThreads"]),
        .module(
            "RoostLearning",
            ["RoostEntities", "RoostONNX", "RoostONNXRuntime", "RoostTensors", "RoostThreads", .crypto]
        ),
        .module("RoostAdapters", ["RoostEntities", "RoostThreads"]),
        .module(
            "RoostInference",
            [
                "RoostAdapters", "RoostEntities", "RoostHuggingFace", "RoostImaging", "RoostLearning",
                "RoostModelFiles", "RoostONNX", "RoostONNXRuntime", "RoostTensors", "RoostThreads",
            ]
        ),
        .module("RoostWorkers", [.subprocess, .system]),

        // MARK: - Do
        .module(
            "RoostOperations",
            [
                "RoostArtifactStore", "RoostEntities", "RoostEvaluation", "RoostMetadataStore", "RoostModelFiles",
                "RoostONNX", "RoostTensors", "RoostThreads", .crypto, .nioCore,
            ]
        ),

        // MARK: - Translate
        .module(
            "RoostAPISupport",
            [
                "RoostEntities", "RoostOperations", .httpTypes, .hummingbird, .logging, .nioCore, .nioFoundationCompat,
                .nioHTTP1,
            ]
        ),
        .module(
            "RoostNativeAPI",
            [
                "RoostAPISupport", "RoostArtifactStore", "RoostEntities", "RoostOperations", .httpTypes, .hummingbird,
                .serviceLifecycle,
            ]
        ),
        .module(
            "RoostMLflowAPI",
            ["RoostAPISupport", "RoostEntities", "RoostOperations", .httpTypes, .hummingbird, .nioCore]
        ),

        // MARK: - Serve
        .module(
            "RoostScheduler",
            [
                "RoostArtifactStore", "RoostEntities", "RoostOperations", "RoostWorkers", .logging, .serviceLifecycle,
            ]
        ),
        .module(
            "RoostServer",
            [
                "RoostAPISupport", "RoostArtifactStore", "RoostEntities", "RoostImaging", "RoostMLflowAPI",
                "RoostMetadataStore", "RoostNativeAPI", "RoostOperations", .hummingbird, .hummingbirdCore,
                .hummingbirdTLS, .logging,
                .nioCore, .nioSSL,
                .serviceLifecycle, .unixSignals,
            ]
        ),

        // MARK: - Use
        .module(
            "RoostClient",
            [
                "RoostEntities", "RoostModelFiles", "RoostThreads", .asyncHTTPClient, .crypto, .nioCore, .nioHTTP1,
                .nioPosix,
            ]
        ),
        .module(
            "RoostMLflowTransfer",
            [
                "RoostClient", "RoostEntities", "RoostThreads", .asyncHTTPClient, .grdb, .nioCore, .nioHTTP1,
            ]
        ),
        .module(
            "RoostExecutor",
            [
                "RoostAdapters", "RoostClient", "RoostEntities", "RoostEvaluation", "RoostHuggingFace",
                "RoostImaging", "RoostInference", "RoostONNXRuntime", "RoostThreads", "RoostWorkers",
            ]
        ),
        .module(
            "RoostCommands",
            [
                "RoostArtifactStore", "RoostClient", "RoostDatasetFormats", "RoostExecutor", "RoostHub",
                "RoostImaging", "RoostInference", "RoostLearning", "RoostMLflowTransfer", "RoostONNXRuntime",
                "RoostOperations", "RoostScheduler",
                "RoostServer", "RoostThreads", .argumentParser, .logging, .serviceLifecycle,
            ]
        ),
        .executableTarget(name: "roost", dependencies: ["RoostCommands"], swiftSettings: .ours),
        .executableTarget(
            name: "FillHome",
            dependencies: ["RoostEntities", "RoostMetadataStore"],
            path: "Benchmarks/FillHome",
            swiftSettings: .ours
        ),
        .executableTarget(
            name: "RunDense",
            dependencies: ["RoostHuggingFace", "RoostONNXRuntime", "RoostTensors"],
            path: "Benchmarks/RunDense",
            swiftSettings: .ours
        ),

        // MARK: - Prove
        .target(
            name: "RoostTestSupport",
            dependencies: ["RoostEntities"],
            path: "Tests/TestSupport",
            swiftSettings: .ours
        ),
        .tests("RoostTensorsTests", ["RoostTensors"]),
        .tests("RoostThreadsTests", ["RoostThreads"]),
        .tests("RoostEntitiesTests", ["RoostEntities"]),
        .tests(
            "RoostEvaluationTests",
            ["RoostEntities", "RoostEvaluation", "RoostImaging", "RoostThreads"],
            fixtures: true
        ),
        .tests("RoostModelFilesTests", ["RoostEntities", "RoostModelFiles"], fixtures: true),
        .tests("RoostONNXTests", ["RoostONNX", "RoostTensors"]),
        .tests(
            "RoostHuggingFaceTests",
            ["RoostHuggingFace", "RoostONNX", "RoostONNXRuntime", "RoostTensors", "RoostTestSupport", .crypto],
            fixtures: true
        ),
        .tests("RoostImagingTests", ["RoostImaging"], exclude: ["Fixtures"]),
        .tests(
            "RoostDatasetFormatsTests",
            ["RoostDatasetFormats", "RoostEntities", "RoostImaging", "RoostTestSupport"],
            exclude: ["Fixtures"]
        ),
        .tests(
            "RoostMetadataStoreTests",
            ["RoostEntities", "RoostMetadataStore", "RoostTestSupport", .grdb],
            exclude: ["schema.sql"]
        ),
        .tests("RoostArtifactStoreTests", ["RoostArtifactStore", "RoostEntities", .crypto, .nioCore]),
        .tests("RoostONNXRuntimeTests", ["CONNXRuntime", "RoostONNXRuntime", "RoostTensors"], fixtures: true),
        .tests(
            "RoostLearningTests",
            ["RoostEntities", "RoostLearning", "RoostONNXRuntime", "RoostTestSupport"],
            fixtures: true
        ),
        .tests("RoostAdaptersTests", ["RoostAdapters", "RoostEntities"]),
        .tests(
            "RoostInferenceTests",
            [
                "RoostAdapters", "RoostEntities", "RoostImaging", "RoostInference", "RoostONNXRuntime", "RoostTensors",
                "RoostTestSupport",
            ],
            fixtures: true
        ),
        .tests("RoostWorkersTests", ["RoostWorkers"]),
        .tests("RoostHubTests", ["RoostHub", .crypto, .nioCore, .nioHTTP1, .nioPosix]),
        .tests(
            "RoostOperationsTests",
            [
                "RoostArtifactStore", "RoostEntities", "RoostEvaluation", "RoostMetadataStore", "RoostModelFiles",
                "RoostOperations", "RoostTestSupport", "RoostThreads", .nioCore,
            ]
        ),
        .tests("RoostAPISupportTests", ["RoostAPISupport", "RoostEntities", .httpTypes]),
        .tests(
            "RoostNativeAPITests",
            [
                "RoostAPISupport", "RoostArtifactStore", "RoostEntities", "RoostMetadataStore", "RoostNativeAPI",
                "RoostOperations", "RoostServer", .crypto, .httpTypes, .hummingbird, .hummingbirdTesting, .logging,
                .nioCore,
            ]
        ),
        .tests(
            "RoostMLflowAPITests",
            [
                "RoostArtifactStore", "RoostEntities", "RoostMLflowAPI", "RoostMetadataStore", "RoostOperations",
                "RoostServer", .crypto, .httpTypes, .hummingbird, .hummingbirdTesting, .logging, .nioCore,
            ],
            fixtures: true
        ),
        .tests("RoostServerTests", ["RoostEntities", "RoostServer", .logging, .serviceLifecycle]),
        .tests(
            "RoostClientTests",
            [
                "RoostClient", "RoostModelFiles", "RoostServer", "RoostTestSupport", .asyncHTTPClient, .crypto,
                .httpTypes, .hummingbird,
                .logging, .nioCore,
                .serviceLifecycle,
            ]
        ),
        .tests("RoostMLflowTransferTests", ["RoostEntities", "RoostMLflowTransfer"]),
        .tests(
            "RoostCommandsTests",
            [
                "RoostClient", "RoostCommands", "RoostHub", "RoostImaging", "RoostServer", "RoostTestSupport",
                .argumentParser,
            ]
        ),
        .tests(
            "EndToEndTests",
            ["RoostClient", "RoostDatasetFormats", "RoostImaging", "RoostTestSupport", "RoostThreads", "roost"]
        ),
    ]
)

extension Target {
    /// A module of ours.
    static func module(_ name: String, _ dependencies: [Dependency] = []) -> Target {
        .target(name: name, dependencies: dependencies, swiftSettings: .ours)
    }

    /// Tests of ours; those with `fixtures` find them in their bundle.
    static func tests(
        _ name: String,
        _ dependencies: [Dependency],
        exclude: [String] = [],
        fixtures: Bool = false
    ) -> Target {
        .testTarget(
            name: name,
            dependencies: dependencies,
            exclude: exclude,
            resources: fixtures ? [.copy("Fixtures")] : [],
            swiftSettings: .ours
        )
    }
}

extension [SwiftSetting] {
    static var ours: Self {
        [
            .enableUpcomingFeature("ExistentialAny"),
            .enableUpcomingFeature("MemberImportVisibility"),
            .treatAllWarnings(as: .error),
        ]
    }
}

extension Target.Dependency {
    static var argumentParser: Self { .product(name: "ArgumentParser", package: "swift-argument-parser") }
    static var asyncHTTPClient: Self { .product(name: "AsyncHTTPClient", package: "async-http-client") }
    static var crypto: Self { .product(name: "Crypto", package: "swift-crypto") }
    static var grdb: Self { .product(name: "GRDB", package: "GRDB.swift") }
    static var grdbSQLite: Self { .product(name: "GRDBSQLite", package: "GRDB.swift") }
    static var httpTypes: Self { .product(name: "HTTPTypes", package: "swift-http-types") }
    static var hummingbird: Self { .product(name: "Hummingbird", package: "hummingbird") }
    static var hummingbirdCore: Self { .product(name: "HummingbirdCore", package: "hummingbird") }
    static var hummingbirdTesting: Self { .product(name: "HummingbirdTesting", package: "hummingbird") }
    static var hummingbirdTLS: Self { .product(name: "HummingbirdTLS", package: "hummingbird") }
    static var logging: Self { .product(name: "Logging", package: "swift-log") }
    static var nioCore: Self { .product(name: "NIOCore", package: "swift-nio") }
    static var nioFoundationCompat: Self { .product(name: "NIOFoundationCompat", package: "swift-nio") }
    static var nioHTTP1: Self { .product(name: "NIOHTTP1", package: "swift-nio") }
    static var nioPosix: Self { .product(name: "NIOPosix", package: "swift-nio") }
    static var nioSSL: Self { .product(name: "NIOSSL", package: "swift-nio-ssl") }
    static var serviceLifecycle: Self { .product(name: "ServiceLifecycle", package: "swift-service-lifecycle") }
    static var subprocess: Self { .product(name: "Subprocess", package: "swift-subprocess") }
    static var system: Self { .product(name: "SystemPackage", package: "swift-system") }
    static var unixSignals: Self { .product(name: "UnixSignals", package: "swift-service-lifecycle") }
    static var yams: Self { .product(name: "Yams", package: "Yams") }
}
