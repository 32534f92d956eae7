import Foundation
import RoostEntities
import RoostServer
import ServiceLifecycle
import Testing

@Suite struct RunningServerTests {
    @Test func `a first start makes a private home with a token in it`() async throws {
        try await withHome { home in
            let announcement = try await serve(home) { $0 }
            #expect(announcement.url.wholeMatch(of: /http:\/\/127\.0\.0\.1:[1-9][0-9]*/) != nil)
            let credentials = try credentials(in: home)
            #expect(credentials.url == announcement.url)
            #expect(try mode(of: home) == 0o700)
            #expect(try mode(of: announcement.credentials) == 0o600)
        }
    }

    @Test func `the token stays from start to start`() async throws {
        try await withHome { home in
            _ = try await serve(home) { $0 }
            let first = try credentials(in: home)
            _ = try await serve(home) { $0 }
            #expect(try credentials(in: home).token == first.token)
        }
    }

    @Test func `an owner who lost the token gets another`() async throws {
        try await withHome { home in
            let announcement = try await serve(home) { $0 }
            let first = try credentials(in: home)
            try FileManager.default.removeItem(at: announcement.credentials)
            _ = try await serve(home) { $0 }
            #expect(try credentials(in: home).token != first.token)
        }
    }

    @Test func `the address is there while the server is`() async throws {
        try await withHome { home in
            let file = home.appending(path: "server.json")
            let address = try await serve(home) { announcement in
                let address = try JSONDecoder().decode(ServerAddress.self, from: Data(contentsOf: file))
                #expect(address.url == announcement.url)
                return address
            }
            #expect(address.pid == getpid())
            #expect(!FileManager.default.fileExists(atPath: file.path))
        }
    }

    @Test func `a second server on the same home is refused and told by whom`() async throws {
        try await withHome { home in
            let error = try await serve(home) { _ in
                await #expect(throws: RoostError.self) { try await serve(home) { _ in } }
            }
            #expect(error?.code == .unavailable)
            #expect(error?.message.contains("(process \(getpid()))") == true)
        }
    }

    @Test func `a port that is taken is told by its number`() async throws {
        try await withHome { home in
            try await withHome { other in
                let error = try await serve(home) { announcement in
                    let port = try #require(announcement.url.split(separator: ":").last.flatMap { Int($0) })
                    return await #expect(throws: RoostError.self) { try await serve(other, port: port) { _ in } }
                }
                #expect(error?.message.contains("choose another with --port") == true)
            }
        }
    }

    @Test func `companions learn the real address and stop with the server`() async throws {
        try await withHome { home in
            let (urls, url) = AsyncStream.makeStream(of: String.self)
            let announced = try await serve(home, companions: { [Companion(url: $0.url, urls: url)] }) { $0.url }
            var seen: [String] = []
            for await url in urls { seen.append(url) }
            #expect(seen == [announced, "stopped"])
        }
    }

    private func credentials(in home: URL) throws -> Credentials {
        try JSONDecoder().decode(Credentials.self, from: Data(contentsOf: home.appending(path: "credentials")))
    }

    private func mode(of url: URL) throws -> Int? {
        try FileManager.default.attributesOfItem(atPath: url.path)[.posixPermissions] as? Int
    }
}

private struct Companion: Service {
    let url: String
    let urls: AsyncStream<String>.Continuation

    func run() async throws {
        urls.yield(url)
        try await gracefulShutdown()
        urls.yield("stopped")
        urls.finish()
    }
}
