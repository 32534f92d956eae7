import Foundation
import Logging
import RoostServer
import ServiceLifecycle
import Testing

/// A folder that is gone afterwards.
func withHome<Value>(_ body: (URL) async throws -> Value) async throws -> Value {
    let home = FileManager.default.temporaryDirectory.appending(path: "roost-server-\(UUID())")
    defer { try? FileManager.default.removeItem(at: home) }
    return try await body(home)
}

/// What `body` gives while a server serves `home`; the server is then asked to stop, and awaited.
func serve<Value: Sendable>(
    _ home: URL,
    port: Int = 0,
    companions: @escaping @Sendable (RunningServer) throws -> [any Service] = { _ in [] },
    _ body: @Sendable (Announcement) async throws -> Value
) async throws -> Value {
    var configuration = ServerConfiguration(home: home)
    configuration.port = port
    configuration.logLevel = .critical
    let (announcements, announce) = AsyncStream.makeStream(of: Announcement.self)
    let server = RoostServer(configuration: configuration, version: "1.2.3", signals: [], companions: companions) {
        announce.yield($0)
    }
    let service = ServingService(server: server) { announce.finish() }
    let group = ServiceGroup(services: [service], logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    return try await withThrowingTaskGroup(of: Void.self) { tasks in
        tasks.addTask { try await group.run() }
        guard let announcement = await announcements.first(where: { _ in true }) else {
            try await tasks.waitForAll()
            throw CancellationError()
        }
        let result = await Result { try await body(announcement) }
        await group.triggerGracefulShutdown()
        try await tasks.waitForAll()
        return try result.get()
    }
}

private struct ServingService: Service {
    let server: RoostServer
    let ended: @Sendable () -> Void

    func run() async throws {
        defer { ended() }
        try await server.run()
    }
}

extension Result where Failure == any Error {
    fileprivate init(catching body: () async throws -> Success) async {
        do {
            self = .success(try await body())
        } catch {
            self = .failure(error)
        }
    }
}
