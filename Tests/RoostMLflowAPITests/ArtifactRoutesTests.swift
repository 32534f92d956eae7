import HTTPTypes
import Hummingbird
import HummingbirdTesting
import NIOCore
import RoostEntities
import Testing

@testable import RoostMLflowAPI

@Suite struct ArtifactRoutesTests {
    private let proxy = "/api/2.0/mlflow-artifacts/artifacts"

    @Test func `a file goes up, is listed, comes down and is taken away`() async throws {
        try await MLflowServer.run { server in
            let id = try await server.startRun()
            for (path, text) in [("a.txt", "first"), ("plots/b%20c.txt", "second"), ("plots/deep/d", "third")] {
                let sent = try await server.put("\(proxy)/0/\(id)/artifacts/\(path)", text)
                #expect(sent.status == .ok, "\(String(buffer: sent.body))")
            }
            let top = try await server.get("\(proxy)?path=0/\(id)/artifacts")["files"]?.list
            #expect(top?.map { $0["path"] } == ["a.txt", "plots"])
            #expect(top?.map { $0["is_dir"] } == [.bool(false), .bool(true)] && top?[0]["file_size"] == .integer(5))
            let inner = try await server.get("artifacts/list?run_id=\(id)&path=plots")
            #expect(inner["files"]?.list.map { $0["path"] } == ["plots/b c.txt", "plots/deep"])
            #expect(inner["root_uri"]?.text == "mlflow-artifacts:/0/\(id)/artifacts")
            let down = try await server.send(.get, "\(proxy)/0/\(id)/artifacts/plots/b%20c.txt")
            #expect(String(buffer: down.body) == "second")
            let part = try await server.send(.get, "\(proxy)/0/\(id)/artifacts/a.txt", headers: [.range: "bytes=1-2"])
            #expect(part.status == .partialContent && String(buffer: part.body) == "ir")
            for _ in 0..<2 {
                #expect(try await server.send(.delete, "\(proxy)/0/\(id)/artifacts/plots").status == .ok)
            }
            #expect(try await server.get("artifacts/list?run_id=\(id)")["files"]?.list.count == 1)
            let gone = try await server.refusal(.get, "\(proxy)/0/\(id)/artifacts/plots/deep/d")
            #expect(gone.status == 404 && gone.message?.hasPrefix("No such artifact: ") == true)
        }
    }

    @Test(arguments: ["..%2f..%2fetc", "%252e%252e/x", "a%23b", "0/r/artifacts/..%2fx", "C:/x", "%2fetc"])
    func `a path that leads elsewhere is refused`(_ path: String) async throws {
        try await MLflowServer.run { server in
            let refused = try await server.refusal(.get, "\(proxy)/\(path)")
            #expect(refused.status == 400 && refused.message == "Invalid path")
        }
    }

    @Test func `what is no run's is neither kept nor listed`() async throws {
        try await MLflowServer.run { server async throws in
            #expect(try await server.put("\(proxy)/loose.txt", "x").status == .notFound)
            #expect(try await server.put("\(proxy)/0/none/artifacts/a", "x").status == .notFound)
            #expect(try await server.get("\(proxy)?path=0") == [:])
            #expect(try await server.refusal(.get, "\(proxy)/1/none").status == 404)
        }
    }
}

extension MLflowServer {
    fileprivate func put(_ path: String, _ text: String) async throws -> TestResponse {
        try await client.execute(
            uri: path,
            method: .put,
            headers: [.authorization: "Bearer \(token)"],
            body: ByteBuffer(string: text)
        )
    }
}
