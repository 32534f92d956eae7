import Foundation
import RoostClient
import RoostTestSupport
import Testing

/// Which server is meant, and who may get the token.
struct DiscoveryTests {
    private func home(_ folder: URL, server: String?, credentials: String?, mode: Int = 0o600) throws {
        if let server { try folder.write("server.json", #"{"url": "\#(server)", "pid": 1}"#) }
        guard let credentials else { return }
        let file = try folder.write("credentials", #"{"url": "\#(credentials)", "token": "own"}"#)
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: file.path())
    }

    @Test func `a running server goes before the address it had before`() async throws {
        try await withTemporaryFolder { folder in
            try home(folder, server: "http://127.0.0.1:9000", credentials: "http://127.0.0.1:8080")
            let found = try Discovery(home: folder, environment: [:])
            #expect(found.url.absoluteString == "http://127.0.0.1:9000")
            #expect(found.token == "own")
            #expect(found.project == "default")
        }
    }

    @Test(arguments: ["http://localhost:8080", "http://127.0.0.1:8080"])
    func `the home's token goes to the home's server, however it is spelled`(_ url: String) async throws {
        try await withTemporaryFolder { folder in
            try home(folder, server: nil, credentials: "http://127.0.0.1:8080")
            #expect(try Discovery(home: folder, environment: ["ROOST_URL": url]).token == "own")
        }
    }

    @Test(arguments: ["http://example.com:8080", "http://127.0.0.1:8081", "https://127.0.0.1:8080"])
    func `the home's token goes to no other server`(_ url: String) async throws {
        try await withTemporaryFolder { folder in
            try home(folder, server: nil, credentials: "http://127.0.0.1:8080")
            let error = #expect(throws: RoostError.self) {
                try Discovery(home: folder, environment: ["ROOST_URL": url])
            }
            #expect(error?.code == .unauthenticated)
        }
    }

    @Test func `a token that others can read is not used`() async throws {
        try await withTemporaryFolder { folder in
            try home(folder, server: nil, credentials: "http://127.0.0.1:8080", mode: 0o644)
            let error = #expect(throws: RoostError.self) { try Discovery(home: folder, environment: [:]) }
            #expect(error?.code == .permissionDenied)
            #expect(error?.message.contains("chmod 600") == true)
        }
    }

    @Test func `what is said goes before the environment, and that before the home`() async throws {
        try await withTemporaryFolder { folder in
            try home(folder, server: nil, credentials: "http://127.0.0.1:8080")
            let environment = ["ROOST_URL": "http://a", "ROOST_TOKEN": "theirs", "ROOST_PROJECT": "team"]
            let found = try Discovery(url: "http://b", home: folder, environment: environment)
            #expect(found.url.absoluteString == "http://b")
            #expect(found.token == "theirs")
            #expect(found.project == "team")
        }
    }

    @Test func `a home without a server says how to start one`() async throws {
        try await withTemporaryFolder { folder in
            let error = #expect(throws: RoostError.self) { try Discovery(home: folder, environment: [:]) }
            #expect(error?.code == .unavailable)
            #expect(error?.message.contains("roost serve") == true)
        }
    }
}
