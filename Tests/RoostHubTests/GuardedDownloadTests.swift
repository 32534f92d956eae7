import Foundation
import NIOCore
import NIOHTTP1
import Synchronization
import Testing

@testable import RoostHub

@Suite struct `A guarded download` {
    @Test func `fetches a link and says what it was`() async throws {
        try await with(Answer(headers: [("Content-Type", "image/png")], body: Array("abc".utf8))) {
            link,
            file,
            _ throws in
            let content = try await open.fetch(link, to: file)
            // FIPS 180-2, appendix B.1.
            #expect(content.sha256 == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
            #expect(content.size == 3)
            #expect(content.mediaType == "image/png")
            #expect(try Data(contentsOf: file) == Data("abc".utf8))
        }
    }

    @Test(arguments: [
        "http://127.0.0.1/", "http://localhost/", "http://[::1]/", "http://[::ffff:127.0.0.1]/", "http://2130706433/",
        "http://0x7f.1/", "http://0/", "http://169.254.169.254/latest/meta-data/", "http://10.1.2.3/",
        "http://[fd00::1]/", "http://[fe80::1]/", "http://[64:ff9b::7f00:1]/", "http://[2002:7f00:1::]/",
    ])
    func `refuses machines that are not public`(_ link: String) async throws {
        try await withTemporaryFolder { folder throws in
            let download = GuardedDownload(sizeLimit: 10)
            let error = await failure { try await download.fetch(link, to: folder.appending(path: "x")) } as? HubError
            #expect(error?.reason == .refused, "\(error?.message ?? "no error")")
        }
    }

    @Test(arguments: [
        "file:///etc/passwd", "ftp://example.org/", "https://user:secret@example.org/", "https://", "x", "",
    ])
    func `refuses what is no web address`(_ link: String) async throws {
        let error = await failure { try await open.fetch(link, to: URL(fileURLWithPath: "/nowhere/x")) } as? HubError
        #expect(error?.reason == .invalid)
    }

    @Test(arguments: ["http://127.0.0.1:1/", "http://169.254.169.254/"])
    func `judges where a redirect leads`(_ location: String) async throws {
        let answer = Answer(status: .found, headers: [("Location", location)])
        try await with(answer) { link, file, _ throws in
            // The server is reached by a name that is trusted; where it leads is not.
            let trusted = AddressPolicy(trustedHosts: ["localhost"])
            let named = link.replacingOccurrences(of: "127.0.0.1", with: "localhost")
            var client = WebClient(policy: trusted)
            client.followsWithinPrivateNetwork = false
            let request = WebClient.Request(address: try WebAddress(named))
            let error = await failure { try await client.withResponse(to: request) { _ in } } as? HubError
            #expect(error?.reason == .refused)
        }
    }

    @Test func `does not go round in circles`() async throws {
        try await with(Answer(status: .found, headers: [("Location", "/again")])) { link, file, _ throws in
            let error = await failure { try await open.fetch(link, to: file) } as? HubError
            #expect(error?.reason == .refused)
        }
    }

    @Test func `takes no more than its limit`() async throws {
        try await with(Answer(body: [UInt8](repeating: 1, count: 2000))) { link, file, _ throws in
            let error = await failure { try await open.fetch(link, to: file) } as? HubError
            #expect(error?.reason == .tooLarge)
        }
    }

    @Test func `takes no longer than its limit`() async throws {
        try await with(Answer(body: [1])) { link, file, _ throws in
            let hasty = GuardedDownload(policy: anywhere, sizeLimit: 10, timeLimit: .zero)
            let error = await failure { try await hasty.fetch(link, to: file) } as? HubError
            #expect(error?.reason == .tooLarge)
        }
    }

    @Test func `goes on with what is there only when it knows what it must become`() async throws {
        let sha256 = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        try await with(Answer(body: Array("abc".utf8))) { link, file, server throws in
            try Data("ab".utf8).write(to: file)
            #expect(try await open.fetch(link, to: file, sha256: sha256).size == 3)
            #expect(server.asked.withLock { $0.last?.headers.first(name: "Range") } == "bytes=2-")
            try Data("xx".utf8).write(to: file)
            #expect(try await open.fetch(link, to: file).sha256 == sha256)
            #expect(server.asked.withLock { $0.last?.headers.contains(name: "Range") } == false)
        }
    }

    @Test func `begins again when what is there was wrong`() async throws {
        let sha256 = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        try await with(Answer(body: Array("abc".utf8))) { link, file, _ throws in
            try Data("xx".utf8).write(to: file)
            #expect(try await open.fetch(link, to: file, sha256: sha256).sha256 == sha256)
            #expect(try Data(contentsOf: file) == Data("abc".utf8))
        }
    }

    @Test(arguments: [
        ("8.8.8.8", true), ("172.15.0.1", true), ("172.16.0.1", false), ("100.64.0.1", false), ("100.128.0.1", true),
        ("224.0.0.1", false), ("255.255.255.255", false), ("2606:4700::1111", true), ("2001:db8::1", false),
        ("::ffff:8.8.8.8", true), ("::ffff:10.0.0.1", false), ("::", false), ("ff02::1", false), ("2001::1", false),
    ])
    func `knows a public address`(_ text: String, _ isPublic: Bool) throws {
        let address = try #require(InternetAddress(SocketAddress(ipAddress: text, port: 1)))
        #expect(address.isPublic == isPublic)
    }

    private let anywhere = AddressPolicy(allowsPrivateAddresses: true)
    private var open: GuardedDownload {
        GuardedDownload(policy: anywhere, sizeLimit: 1000).pausing { _ in .zero }
    }

    private func with(_ answer: Answer, _ work: (String, URL, WebServer) async throws -> Void) async throws {
        try await withTemporaryFolder { folder throws in
            try await WebServer.with(answer.honouringRange) { address, server throws in
                try await work("\(address)/file", folder.appending(path: "file"), server)
            }
        }
    }
}
