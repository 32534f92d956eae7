import Foundation
import RoostClient
import Testing

/// A server of the built program, on a free port, in a home of its own.
struct LiveServer {
    let home: URL
    let process: Process
    let roost: Roost

    /// Starts it and waits until it answers.
    static func start(home: URL, arguments: [String] = []) async throws -> LiveServer {
        let folder = home.deletingLastPathComponent()
        try? FileManager.default.removeItem(at: home.appending(path: "server.json"))
        let talk = folder.appending(path: "serve.log")
        let process = try Program.start(
            ["serve", "--port", "0"] + arguments,
            home: home,
            output: folder.appending(path: "serve.out"),
            talk: talk
        )
        return try await awaiting("a server under test") {
            if let roost = try? Roost.discover(home: home, environment: [:]), (try? await roost.session()) != nil {
                return LiveServer(home: home, process: process, roost: roost)
            }
            guard !process.isRunning else { return nil }
            let said = (try? String(contentsOf: talk, encoding: .utf8)) ?? ""
            throw RoostError(.unavailable, "the server under test did not start: \(said)")
        }
    }

    /// As a power cut would: nothing is told to anybody.
    func kill() {
        Foundation.kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
    }

    func stop() {
        process.terminate()
        process.waitUntilExit()
    }

    /// Resident memory, in bytes.
    var memory: Int {
        get throws {
            let status = try String(contentsOfFile: "/proc/\(process.processIdentifier)/status", encoding: .utf8)
            let line = try #require(status.split(separator: "\n").first { $0.hasPrefix("VmRSS:") })
            let kilobytes = try #require(line.split(separator: " ").dropFirst().first.flatMap { Int($0) })
            return kilobytes * 1024
        }
    }
}

/// Gives `body` a running server in an empty home and takes both away afterwards.
func withServer<Result>(
    arguments: [String] = [],
    _ body: (LiveServer) async throws -> Result
) async throws -> Result {
    try await withHome { home in
        let server = try await LiveServer.start(home: home, arguments: arguments)
        defer { server.stop() }
        return try await body(server)
    }
}

/// Gives `body` a folder that does not exist yet, beside which files of the test may lie.
func withHome<Result>(_ body: (URL) async throws -> Result) async throws -> Result {
    let folder = FileManager.default.temporaryDirectory.appending(path: "roost-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    return try await body(folder.appending(path: "home"))
}
