import Foundation
import RoostClient
import RoostTestSupport
import Testing

/// What the client says when a server refuses, is no Roost server, or is not there.
struct RefusalTests {
    @Test func `a refusal keeps the server's code and sentence`() async throws {
        try await withTemporaryFolder { folder in
            let error = await #expect(throws: RoostError.self) {
                try await FlakyServer(store: FlakyStore()).run { roost in
                    try await roost.download(
                        blob: Digest(String(repeating: "a", count: 64)),
                        to: folder.appending(path: "copy")
                    )
                }
            }
            #expect(error?.code == .notFound)
            #expect(error?.message == "there is no such content; upload it")
        }
    }

    @Test func `an answer without a reason names the server and its status`() async throws {
        let error = await #expect(throws: RoostError.self) {
            try await FlakyServer(store: FlakyStore()).run { try await $0.session() }
        }
        #expect(error?.code == .notFound)
        #expect(error?.message.contains("answers 404 and does not say why; is it a Roost server?") == true)
    }

    @Test func `nobody at an address is said at once, with what to do`() async throws {
        let url = try #require(URL(string: "http://127.0.0.1:1"))
        let error = await #expect(throws: RoostError.self) {
            try await Roost(url: url, token: "secret").session()
        }
        #expect(error?.code == .unavailable)
        #expect(error?.message == "no server answers at http://127.0.0.1:1; start one with 'roost serve'")
    }
}
