// swift-tools-version: 6.2
import PackageDescription

// A package of its own, so that what only a benchmark needs is no part of Roost. The modules it measures are the same
// folders under the same package name, so that it sees what they share with each other.
let settings: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .treatAllWarnings(as: .error),
]

let package = Package(
    name: "roost",
    platforms: [.macOS(.v15)],
    targets: [
        .target(name: "RoostThreads", swiftSettings: settings),
        .target(name: "RoostEntities", swiftSettings: settings),
        .target(name: "RoostEvaluation", dependencies: ["RoostEntities", "RoostThreads"], swiftSettings: settings),
        .executableTarget(
            name: "detection-evaluation",
            dependencies: ["RoostEntities", "RoostEvaluation", "RoostThreads"],
            swiftSettings: settings
        ),
    ]
)
