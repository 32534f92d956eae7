import RoostServer
import Testing

@Suite struct HostileConnectionTests {
    @Test(arguments: ["evil.example", "127.0.0.1.evil.example", "evil.example:8080"])
    func `a request for another host is not answered`(host: String) async throws {
        let answer = try await ask("GET /health HTTP/1.1\r\nHost: \(host)\r\nConnection: close\r\n\r\n")
        #expect(answer.hasPrefix("HTTP/1.1 421 "))
    }

    @Test func `a request for this host is`() async throws {
        let answer = try await ask("GET /health HTTP/1.1\r\nHost: localhost:1\r\nConnection: close\r\n\r\n")
        #expect(answer.hasPrefix("HTTP/1.1 200 OK"))
    }

    @Test func `a path of bytes that are no text is refused`() async throws {
        let answer = try await ask(
            Array("GET /api/v1/projects/".utf8) + [0xFF, 0xFE] + Array(" HTTP/1.1\r\nHost: localhost\r\n".utf8)
                + Array("Connection: close\r\n\r\n".utf8)
        )
        #expect(answer.hasPrefix("HTTP/1.1 4"))
    }

    @Test(arguments: [
        "nonsense\r\n\r\n", "GET / HTTP/9.9\r\n\r\n", "GET /health HTTP/1.1\r\nHost: localhost\r\nno colon\r\n\r\n",
    ])
    func `what is no HTTP is refused`(text: String) async throws {
        #expect(try await ask(text).hasPrefix("HTTP/1.1 400 "))
    }

    @Test func `headers without end are refused`() async throws {
        let answer = try await ask(
            "GET /health HTTP/1.1\r\nHost: localhost\r\nX: \(String(repeating: "x", count: 100_000))\r\n\r\n"
        )
        #expect(answer.hasPrefix("HTTP/1.1 4") || answer.isEmpty)
    }

    @Test func `a body that ends early is not taken for whole`() async throws {
        try await withHome { home in
            try await serve(home) { announcement in
                let answer = try await RawConnection.exchange(
                    "POST /api/v1/projects HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n"
                        + "Authorization: Bearer x\r\nConnection: close\r\n\r\n{",
                    with: announcement
                )
                #expect(!answer.hasPrefix("HTTP/1.1 2"))
                let after = try await RawConnection.exchange(
                    "GET /health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
                    with: announcement
                )
                #expect(after.hasPrefix("HTTP/1.1 200 OK"))
            }
        }
    }

    private func ask(_ text: String) async throws -> String {
        try await ask(Array(text.utf8))
    }

    private func ask(_ bytes: [UInt8]) async throws -> String {
        try await withHome { home in
            try await serve(home) { try await RawConnection.exchange(bytes, with: $0) }
        }
    }
}
