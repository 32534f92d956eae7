import Foundation
import NIOHTTP1
import Synchronization
import Testing

@testable import RoostHub

@Suite struct `The hub client` {
    @Test func `brings what a checkpoint needs and no more`() async throws {
        let hub = TestHub()
        try await with(hub.answer) { client, server throws in
            let checkpoint = try await client.checkpoint(HubRepository("team/tiny"))
            #expect(checkpoint.commit == TestHub.commit)
            let names = try FileManager.default.contentsOfDirectory(atPath: checkpoint.folder.path)
            #expect(names.sorted() == ["config.json", "model.safetensors", "preprocessor_config.json"])
            let weights = try Data(contentsOf: checkpoint.folder.appending(path: "model.safetensors"))
            #expect(Array(weights) == hub.files["model.safetensors"])
            #expect(!server.paths.contains { $0.contains("README") || $0.contains("pytorch") })
        }
    }

    @Test func `brings the parts that the index names`() async throws {
        let hub = TestHub(files: TestHub.sharded, large: ["model-1.safetensors"])
        try await with(hub.answer) { client, _ throws in
            let checkpoint = try await client.checkpoint(HubRepository("team/tiny"))
            let names = try FileManager.default.contentsOfDirectory(atPath: checkpoint.folder.path)
            #expect(
                names.sorted() == [
                    "config.json", "model-1.safetensors", "model-2.safetensors", "model.safetensors.index.json",
                ]
            )
        }
    }

    @Test func `asks nothing for a commit that is here`() async throws {
        try await with(TestHub().answer) { client, server throws in
            let first = try await client.checkpoint(HubRepository("team/tiny"))
            let count = server.paths.count
            let again = try await client.checkpoint(HubRepository("team/tiny@\(TestHub.commit)"))
            #expect(again.folder == first.folder)
            #expect(server.paths.count == count)
        }
    }

    @Test func `brings nothing twice`() async throws {
        try await with(TestHub().answer) { client, server throws in
            _ = try await client.checkpoint(HubRepository("team/tiny"))
            let count = server.paths.count
            _ = try await client.checkpoint(HubRepository("team/tiny"))
            #expect(server.paths.count == count + 1)
        }
    }

    @Test func `goes on where the connection broke`() async throws {
        let hub = TestHub()
        try await with({ request in
            var answer = hub.answer(request)
            if answer.body.count > 1_000_000 { answer.breaksAfter = 1_000_000 }
            return answer
        }) { client, server throws in
            let checkpoint = try await client.checkpoint(HubRepository("team/tiny"))
            let weights = try Data(contentsOf: checkpoint.folder.appending(path: "model.safetensors"))
            #expect(Array(weights) == hub.files["model.safetensors"])
            #expect(server.asked.withLock { $0.count { $0.headers.contains(name: "Range") } } >= 2)
        }
    }

    @Test func `tries again while the hub is busy`() async throws {
        let hub = TestHub()
        let count = Mutex(0)
        try await with({ request in
            let number = count.withLock { count in
                count += 1
                return count
            }
            return number % 2 == 1 ? Answer(status: .serviceUnavailable) : hub.answer(request)
        }) { client, _ throws in
            #expect(try await client.checkpoint(HubRepository("team/tiny")).commit == TestHub.commit)
        }
    }

    @Test(arguments: ["model.safetensors", "config.json"])
    func `refuses content that is not what the hub says`(_ path: String) async throws {
        let wrong = String(repeating: "a", count: path == "config.json" ? 40 : 64)
        try await with(TestHub(claimed: [path: wrong]).answer) { client, _ throws in
            let error = await failure { try await client.checkpoint(HubRepository("team/tiny")) }
            #expect((error as? HubError)?.reason == .corrupted)
        }
    }

    @Test func `does not tell the token to another origin`() async throws {
        let hub = TestHub()
        try await WebServer.with(hub.answerElsewhere) { elsewhere, other throws in
            let hub = TestHub(elsewhere: elsewhere)
            try await with(hub.answer, token: "secret") { client, server throws in
                _ = try await client.checkpoint(HubRepository("team/tiny"))
                let told = server.asked.withLock { $0.map { $0.headers.first(name: "Authorization") } }
                #expect(told.allSatisfy { $0 == "Bearer secret" })
                #expect(other.paths == ["/model.safetensors"])
                #expect(other.asked.withLock { !$0.contains { $0.headers.contains(name: "Authorization") } })
            }
        }
    }

    @Test(arguments: [
        (401, "", HubError.Reason.denied, "HF_TOKEN"), (403, "GatedRepo", .denied, "conditions"),
        (404, "RevisionNotFound", .missing, "revision"), (404, "", .missing, "name"), (502, "", .unavailable, "502"),
    ])
    func `explains a refusal`(_ status: Int, _ code: String, _ reason: HubError.Reason, _ word: String) async throws {
        let answer = Answer(status: HTTPResponseStatus(statusCode: status), headers: [("X-Error-Code", code)])
        try await with({ _ in answer }) { client, _ throws in
            let error = await failure { try await client.checkpoint(HubRepository("team/tiny")) } as? HubError
            #expect(error?.reason == reason)
            #expect(error?.message.contains(word) == true, "\(error?.message ?? "no error")")
        }
    }

    @Test func `says that it runs no code from a pickle`() async throws {
        let hub = TestHub(files: ["config.json": [1], "pytorch_model.bin": [2]])
        try await with(hub.answer) { client, _ throws in
            let error = await failure { try await client.checkpoint(HubRepository("team/tiny")) } as? HubError
            #expect(error?.reason == .unsupported)
        }
    }

    @Test func `offline finds what an earlier call brought, and nothing else`() async throws {
        try await withTemporaryFolder { cache throws in
            try await WebServer.with(TestHub().answer) { address, _ throws in
                _ = try await HubClient(endpoint: address, cache: cache).checkpoint(HubRepository("team/tiny"))
            }
            let client = try HubClient(cache: cache, isOffline: true)
            #expect(try await client.checkpoint(HubRepository("team/tiny")).commit == TestHub.commit)
            let error = await failure { try await client.checkpoint(HubRepository("team/other")) } as? HubError
            #expect(error?.reason == .missing)
        }
    }

    @Test func `leaves nothing outside the cache`() async throws {
        let hub = TestHub(
            files: [
                "config.json": [1], "../evil.safetensors": [2],
                "model.safetensors.index.json":
                    Array(#"{"weight_map": {"a": "../../evil.safetensors"}}"#.utf8),
            ]
        )
        try await with(hub.answer) { client, _ throws in
            let error = await failure { try await client.checkpoint(HubRepository("team/tiny")) } as? HubError
            #expect(error?.reason == .missing)
        }
    }

    private func with(
        _ answer: @escaping @Sendable (HTTPRequestHead) -> Answer,
        token: String? = nil,
        _ work: (HubClient, WebServer) async throws -> Void
    ) async throws {
        try await withTemporaryFolder { cache throws in
            try await WebServer.with(answer) { address, server throws in
                let client = try HubClient(endpoint: address, token: token, cache: cache)
                try await work(client.pausing { _ in .zero }, server)
            }
        }
    }
}
