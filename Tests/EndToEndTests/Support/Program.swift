import Foundation
import RoostThreads
import Testing

/// The `roost` that was built together with these tests.
enum Program {
    static let url = URL(filePath: CommandLine.arguments[0])
        .resolvingSymlinksInPath()
        .deletingLastPathComponent()
        .appending(path: "roost")

    static let repository = URL(filePath: #filePath)
        .deletingLastPathComponent()
        .deletingLastPathComponent()
        .deletingLastPathComponent()
        .deletingLastPathComponent()

    static let digits = repository.appending(path: "Examples/digits")

    struct Outcome: Sendable {
        let status: Int32
        let output: String
        let talk: String
    }

    private static let threads = BlockingThreads(label: "tests.program", count: 32)

    /// Runs `roost` to its end, as a user of `home` would.
    static func run(_ arguments: String..., home: URL, environment: [String: String] = [:]) async throws -> Outcome {
        try await run(arguments, home: home, environment: environment)
    }

    static func run(_ arguments: [String], home: URL, environment: [String: String] = [:]) async throws -> Outcome {
        let output = home.deletingLastPathComponent().appending(path: "out-\(UUID().uuidString)")
        let talk = home.deletingLastPathComponent().appending(path: "talk-\(UUID().uuidString)")
        return try await threads.run {
            let process = try start(arguments, home: home, environment: environment, output: output, talk: talk)
            process.waitUntilExit()
            return Outcome(
                status: process.terminationStatus,
                output: try String(contentsOf: output, encoding: .utf8),
                talk: try String(contentsOf: talk, encoding: .utf8)
            )
        }
    }

    static func start(
        _ arguments: [String],
        home: URL,
        environment: [String: String] = [:],
        output: URL,
        talk: URL
    ) throws -> Process {
        for file in [output, talk] {
            try Data().write(to: file)
        }
        let process = Process()
        process.executableURL = url
        process.arguments = arguments
        process.currentDirectoryURL = repository
        process.environment = ["PATH": "/usr/bin:/bin", "ROOST_HOME": home.path]
            .merging(environment) { _, own in own }
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = try FileHandle(forWritingTo: output)
        process.standardError = try FileHandle(forWritingTo: talk)
        try process.run()
        return process
    }
}
