import Crypto
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Logging
import NIOCore
import RoostArtifactStore
import RoostEntities
import RoostMetadataStore
import RoostOperations
import RoostServer
import Testing

/// The whole server but its socket, over a database and blobs in memory, and a client with the admin's token.
struct API: Sendable {
    let operations: Operations
    let client: any TestClientProtocol
    let token: String

    static func run<Value>(_ body: @Sendable (API) async throws -> Value) async throws -> Value {
        let home = FileManager.default.temporaryDirectory.appending(path: "roost-api-\(UUID())")
        let operations = Operations(
            metadata: try Metadata(inMemory: nil),
            blobs: MemoryBlobs(),
            ids: IdentifierGenerator(),
            home: home,
            inspectImage: { bytes in
                guard bytes.starts(with: [0x89]) else { throw RoostError(.invalidArgument, "it is no image") }
                return ImageInspection(mediaType: "image/png", width: 8, height: 4)
            }
        )
        let token = try #require(try await operations.bootstrap())
        var configuration = ServerConfiguration(home: home)
        configuration.port = 0
        var logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        logger.logLevel = .critical
        return try await RoostApplication(operations: operations, configuration: configuration, version: "1.2.3")
            .build(logger: logger)
            .test(.router) { client in
                try await body(API(operations: operations, client: client, token: token))
            }
    }

    func send(
        _ method: HTTPRequest.Method,
        _ path: String,
        _ body: ByteBuffer? = nil,
        headers: HTTPFields = [:],
        token: String? = nil
    ) async throws -> TestResponse {
        var headers = headers
        headers[.authorization] = "Bearer \(token ?? self.token)"
        return try await client.execute(
            uri: path.hasPrefix("/") ? path : "/api/v1/\(path)",
            method: method,
            headers: headers,
            body: body
        )
    }

    func send(
        _ method: HTTPRequest.Method,
        _ path: String,
        json: String,
        token: String? = nil
    ) async throws -> TestResponse {
        try await send(
            method,
            path,
            ByteBuffer(string: json),
            headers: [.contentType: "application/json"],
            token: token
        )
    }

    /// A token's secret.
    func issue(_ role: Role, project: String? = nil) async throws -> String {
        try await operations.issueToken(
            name: role.rawValue,
            role: role,
            project: project.map { try Project.Name($0) },
            expiresInSeconds: nil,
            as: .system
        )
        .secret
    }

    /// Uploads `text` and gives its digest.
    func upload(_ text: String) async throws -> String {
        let digest = text.digest
        let response = try await send(.put, "projects/default/blobs/\(digest)", ByteBuffer(string: text))
        #expect(response.status == .created)
        return digest
    }

    /// Uploads what this server takes for an image and gives its digest.
    func uploadImage() async throws -> String {
        let bytes: [UInt8] = [0x89] + Array("PNG".utf8)
        let digest = Digest(bytes: SHA256.hash(data: bytes)).text
        let response = try await send(.put, "projects/default/blobs/\(digest)", ByteBuffer(bytes: bytes))
        #expect(response.status == .created)
        return digest
    }

    /// Makes a version of the model `m` with `weights/a.bin`.
    @discardableResult
    func push(_ text: String = "weights", open: Bool = false) async throws -> JSONValue {
        let digest = try await upload(text)
        let response = try await send(
            .post,
            "projects/default/models/m/versions",
            json: """
                {"artifacts": [{"path": "weights/a.bin", "digest": "\(digest)"}],
                 "source": {"kind": "folder", "location": "f"}, "open": \(open)}
                """
        )
        #expect(response.status == .created)
        return try response.json
    }
}

extension TestResponse {
    var json: JSONValue {
        get throws { try JSONDecoder().decode(JSONValue.self, from: Data(body.readableBytesView)) }
    }

    var text: String { String(buffer: body) }

    /// What a problem says is wrong.
    var problem: String? {
        get throws {
            #expect(headers[.contentType] == "application/problem+json")
            guard case .string(let code) = try json["code"] else { return nil }
            return code
        }
    }
}

extension JSONValue {
    var text: String? {
        guard case .string(let text) = self else { return nil }
        return text
    }

    var items: [JSONValue] {
        guard case .array(let items) = self["items"] ?? self else { return [] }
        return items
    }
}

extension String {
    /// SHA-256 of the text's bytes.
    var digest: String {
        Digest(bytes: SHA256.hash(data: Data(utf8))).text
    }
}
