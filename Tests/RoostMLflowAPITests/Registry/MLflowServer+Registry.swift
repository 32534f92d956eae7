import struct Crypto.SHA256
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import NIOCore
import RoostEntities
import RoostOperations
import Testing

@testable import RoostMLflowAPI

extension MLflowServer {
    static let proxy = "/api/2.0/mlflow-artifacts/artifacts"

    /// Makes a model without versions.
    func makeModel(_ name: String, _ members: String = "") async throws {
        _ = try await post("registered-models/create", #"{"name": "\#(name)"\#(members)}"#)
    }

    /// Makes a version, of something elsewhere unless `members` say more.
    @discardableResult
    func makeVersion(of model: String, _ members: String = #", "source": "s3://b/x""#) async throws -> JSONValue? {
        try await post("model-versions/create", #"{"name": "\#(model)"\#(members)}"#)["model_version"]
    }

    func version(_ number: Int, of model: String) async throws -> JSONValue? {
        try await get("model-versions/get?name=\(model)&version=\(number)")["model_version"]
    }

    /// Puts a file under a path of a run of experiment 0.
    func putFile(_ path: String, _ text: String, of run: String) async throws {
        let sent = try await client.execute(
            uri: "\(Self.proxy)/0/\(run)/artifacts/\(path)",
            method: .put,
            headers: [.authorization: "Bearer \(token)"],
            body: ByteBuffer(string: text)
        )
        #expect(sent.status == .ok, "\(String(buffer: sent.body))")
    }
}

extension MLflowServer {
    /// Brings content into the project, as a push does.
    func storeBlob(_ text: String) async throws -> Digest {
        let digest = Digest(bytes: SHA256.hash(data: Data(text.utf8)))
        _ = try await operations.storeBlob(
            digest,
            size: nil,
            limit: nil,
            body: AsyncStream { stream in
                stream.yield(ByteBuffer(string: text))
                stream.finish()
            },
            in: Project.Name("default"),
            as: .system
        )
        return digest
    }
}
