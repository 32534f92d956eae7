import HTTPTypes
import Hummingbird
import HummingbirdTesting
import NIOCore
import RoostEntities
import RoostOperations
import Testing

@testable import RoostMLflowAPI

@Suite struct PartRoutesTests {
    @Test(arguments: ["/api", "/ajax-api"])
    func `a file goes up in parts by links that need no token`(_ prefix: String) async throws {
        try await MLflowServer.run { server in
            let upload = try await PartedFile(server, parts: 3, prefix: prefix)
            var parts: [String] = []
            for (number, text) in [(3, "c"), (1, "aa"), (2, "bb")] {
                let answer = try await upload.put(text, as: number)
                #expect(answer.status == .ok)
                parts.append(Self.part(number, answer.headers[.eTag] ?? ""))
            }
            #expect(try await server.get("artifacts/list?run_id=\(upload.run)")["files"] == nil)
            for _ in 0..<2 { #expect(try await upload.complete(parts).status == .ok) }
            let path = "/api/2.0/mlflow-artifacts/artifacts/0/\(upload.run)/artifacts/deep/m.bin"
            #expect(String(buffer: try await server.send(.get, path).body) == "aabbc")
            #expect(try await upload.put("x", as: 1).status == .notFound)
        }
    }

    @Test func `a link opens its part alone, while it lasts, and nothing else`() async throws {
        try await MLflowServer.run { server in
            let upload = try await PartedFile(server, parts: 2)
            let other = try await PartedFile(server, parts: 2)
            let (path, query) = (try upload.address(1), try upload.query(1))
            let later = query.replacing(/expires=\d/, with: "expires=9")
            let past = query.replacing(/expires=\d+/, with: "expires=1")
            for address in [
                "\(path)?\(try upload.query(2))", "\(path)?\(try other.query(1))", "\(try other.address(1))?\(query)",
                "\(path)?\(later)", "\(path)?\(past)", "\(path)?\(query.dropLast())0", "\(path)?\(query.dropLast())",
                "\(path)?expires=99999999999999&signature=", path, "\(path)?expires=x&signature=y",
            ] {
                let answer = try await server.client.execute(uri: address, method: .put, body: ByteBuffer(string: "x"))
                #expect(answer.status == .forbidden || answer.status == .badRequest, "\(address)")
            }
            #expect(try await upload.put("x", as: 1).status == .ok)
            let read = try await server.client.execute(uri: "\(path)?\(query)", method: .get)
            #expect(read.status == .methodNotAllowed)
        }
    }

    @Test(
        arguments: [
            (#""num_parts": 0"#, 501, "Multipart upload is not supported"),
            (#""num_parts": 10001"#, 501, "Multipart upload is not supported"),
            (#""num_parts": 1000000000"#, 501, "Multipart upload is not supported"),
            (#""num_parts": -1"#, 400, "Invalid value -1 for parameter 'num_parts'"),
            (#""num_parts": "many""#, 400, "Invalid value"),
            (#""num_parts": 2, "path": "..""#, 400, "Invalid path"),
            (#""num_parts": 2, "path": "/""#, 400, "Invalid path"),
            (#""num_parts": 2, "path": "/a/%2e%2e%2fb""#, 400, "Invalid path"),
            (#""num_parts": 2, "path": """#, 400, "Missing value for required parameter 'path'"),
        ]
    ) func `what cannot be sent in parts is refused before anything comes`(
        _ fields: String,
        _ status: Int,
        _ words: String
    ) async throws {
        try await MLflowServer.run { server in
            let run = try await server.startRun()
            let path = fields.contains("path") ? "" : #", "path": "/tmp/m.bin""#
            let refusal = try await server.refusal(
                .post,
                "/api/2.0/mlflow-artifacts/mpu/create/0/\(run)/artifacts",
                "{\(fields)\(path)}"
            )
            #expect(refusal.status == status && refusal.message?.hasPrefix(words) == true, "\(refusal)")
        }
    }

    @Test func `where links would lead astray files are to be sent whole`() async throws {
        try await MLflowServer.run(isBehindProxy: true) { server in
            let run = try await server.startRun()
            let path = "/api/2.0/mlflow-artifacts/mpu/create/0/\(run)/artifacts"
            let refusal = try await server.refusal(.post, path, #"{"num_parts": 2, "path": "m.bin"}"#)
            #expect(refusal.status == 501)
            #expect(refusal.message?.hasPrefix("Multipart upload is not supported") == true)
        }
    }

    @Test func `parts that are missing or not as they came complete nothing`() async throws {
        try await MLflowServer.run { server in
            let upload = try await PartedFile(server, parts: 2)
            let first = try await upload.put("a", as: 1).headers[.eTag] ?? ""
            let second = try await upload.put("b", as: 2).headers[.eTag] ?? ""
            for parts in [
                [Self.part(1, first)], [Self.part(1, second), Self.part(2, first)], [],
                [Self.part(1, first), Self.part(1, first)], [Self.part(1, first), Self.part(3, second)],
                [Self.part(1, first), Self.part(2, "")], [Self.part(1, first), Self.part(2, "\u{22}x\u{22}")],
            ] {
                #expect(try await upload.complete(parts).status == .badRequest, "\(parts)")
            }
            #expect(try await upload.complete([Self.part(2, second), Self.part(1, first)]).status == .ok)
        }
    }

    @Test func `an upload that was aborted is gone, and one of another file is not found`() async throws {
        try await MLflowServer.run { server in
            let (upload, other) = (try await PartedFile(server, parts: 1), try await PartedFile(server, parts: 1))
            let parts = [Self.part(1, try await upload.put("a", as: 1).headers[.eTag] ?? "")]
            #expect(try await upload.complete(parts, as: other.id).status == .notFound)
            #expect(try await upload.complete(parts, as: "none").status == .notFound)
            #expect(try await upload.abort().status == .ok)
            #expect(try await upload.abort().status == .notFound)
            #expect(try await upload.complete(parts).status == .notFound)
            #expect(try await upload.put("a", as: 1).status == .notFound)
        }
    }

    @Test func `only who may write the run sends files in parts`() async throws {
        try await MLflowServer.run { server in
            let run = try await server.startRun()
            let viewer = try await server.operations.issueToken(
                name: "viewer",
                role: .viewer,
                project: nil,
                expiresInSeconds: nil,
                as: .system
            ).secret
            let part = Self.part(1, String(repeating: "0", count: 64))
            for (secret, status) in [(viewer, 403), ("roost_wrong", 401)] {
                for step in ["create", "complete", "abort"] {
                    let answer = try await server.send(
                        .post,
                        "/api/2.0/mlflow-artifacts/mpu/\(step)/0/\(run)/artifacts",
                        PartedFile.body(#""num_parts": 1, "upload_id": "\#(run)", "parts": [\#(part)]"#),
                        headers: [.authorization: "Bearer \(secret)"]
                    )
                    #expect(answer.status.code == status, "\(step)")
                }
            }
        }
    }

    @Test func `files of versions, and of what is no run, do not come in parts`() async throws {
        try await MLflowServer.run { server in
            for (path, status) in [("models/m/1", 400), ("0/none/artifacts", 404), ("loose", 404)] {
                let address = "/api/2.0/mlflow-artifacts/mpu/create/\(path)"
                let refusal = try await server.refusal(.post, address, PartedFile.body(#""num_parts": 1"#))
                #expect(refusal.status == status, "\(path): \(refusal)")
            }
        }
    }

    @Test(arguments: ["/api", "/ajax-api"])
    func `a file comes down in parts by a link that needs no token`(_ prefix: String) async throws {
        try await MLflowServer.run { server in
            let run = try await server.startRun()
            let file = "2.0/mlflow-artifacts/artifacts/0/\(run)/artifacts/a%20b"
            #expect(try await server.send(.put, "/api/\(file)", "content").status == .ok)
            let told = try await server.get("\(prefix)/\(file.replacing("/artifacts/0", with: "/presigned/0"))")
            #expect(told["file_size"] == .integer(7) && told["headers"] == [:])
            let url = try #require(told["url"]?.text)
            let address = "/" + url.split(separator: "/", maxSplits: 2)[2]
            let part = try await server.client.execute(uri: address, method: .get, headers: [.range: "bytes=1-3"])
            #expect(part.status == .partialContent && String(buffer: part.body) == "ont")
            let forged = address.replacing(/signature=./, with: "signature=")
            #expect(try await server.client.execute(uri: forged, method: .get).status == .forbidden)
            #expect(try await server.client.execute(uri: address, method: .delete).status == .methodNotAllowed)
            #expect(
                try await server.send(.get, "/api/2.0/mlflow-artifacts/presigned/0/\(run)/artifacts/c").status.code
                    == 404
            )
        }
    }

    private static func part(_ number: Int, _ tag: String) -> String {
        #"{"part_number": \#(number), "etag": "\#(tag.replacing("\"", with: "\\\""))", "url": "u"}"#
    }
}

/// A file of a run on its way up, as a client knows it.
private struct PartedFile {
    let server: MLflowServer
    let run: String
    let id: String
    private let urls: [String]
    private let root: String

    /// Begins `deep/m.bin`.
    init(_ server: MLflowServer, parts: Int, prefix: String = "/api") async throws {
        self.server = server
        run = try await server.startRun()
        root = "\(prefix)/2.0/mlflow-artifacts/mpu"
        let address = "\(root)/create/0/\(run)/artifacts/deep"
        let answer = try await server.send(.post, address, Self.body(#""num_parts": \#(parts)"#))
        try #require(answer.status == .ok, "\(String(buffer: answer.body))")
        id = try #require(try answer.value["upload_id"]?.text)
        let credentials = try answer.value["credentials"]?.list ?? []
        #expect(credentials.map { $0["part_number"] } == (0..<parts).map { .integer(Int64($0 + 1)) })
        urls = credentials.compactMap { $0["url"]?.text }
    }

    static func body(_ fields: String) -> String {
        #"{"path": "/home/ada/m.bin", \#(fields)}"#
    }

    func address(_ number: Int) throws -> String {
        let url = try #require(urls.indices.contains(number - 1) ? urls[number - 1] : nil)
        return "/" + url.split(separator: "/", maxSplits: 2)[2].prefix { $0 != "?" }
    }

    func query(_ number: Int) throws -> String {
        String(urls[number - 1].drop { $0 != "?" }.dropFirst())
    }

    func put(_ text: String, as number: Int) async throws -> TestResponse {
        let uri = "\(try address(number))?\(try query(number))"
        return try await server.client.execute(uri: uri, method: .put, body: ByteBuffer(string: text))
    }

    func complete(_ parts: [String], as id: String? = nil) async throws -> TestResponse {
        let fields = #""upload_id": "\#(id ?? self.id)", "parts": [\#(parts.joined(separator: ", "))]"#
        return try await server.send(.post, "\(root)/complete/0/\(run)/artifacts/deep", Self.body(fields))
    }

    func abort() async throws -> TestResponse {
        let fields = #""upload_id": "\#(id)""#
        return try await server.send(.post, "\(root)/abort/0/\(run)/artifacts/deep", Self.body(fields))
    }
}
