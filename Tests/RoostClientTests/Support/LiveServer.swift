import RoostTestSupport
import Foundation
import Logging
import RoostClient
import RoostServer

/// Gives `body` the owner's client of a whole server in a home of its own, over a real socket.
func withServer(_ body: @escaping @Sendable (Roost, _ folder: URL) async throws -> Void) async throws {
    try await withTemporaryFolder { folder in
        let home = folder.appending(path: "home", directoryHint: .isDirectory)
        var configuration = ServerConfiguration(home: home)
        configuration.port = 0
        configuration.logLevel = .critical
        let (announcements, announce) = AsyncStream.makeStream(of: String.self)
        let server = RoostServer(configuration: configuration, version: "test", signals: []) { announcement in
            announce.yield(announcement.url)
        }
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                try await server.run()
                announce.finish()
            }
            group.addTask {
                guard await announcements.first(where: { _ in true }) != nil else { return }
                try await body(Roost.discover(home: home, environment: [:]), folder)
            }
            defer { group.cancelAll() }
            // Whichever ends first says how it went: the server only ends by itself when it cannot start.
            try await group.next()
        }
    }
}
