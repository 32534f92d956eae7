import HTTPTypes
import Hummingbird
import HummingbirdTesting
import NIOCore
import RoostAPISupport
import RoostEntities
import Testing

@Suite struct ContentRoutesTests {
    private let artifact = "projects/default/models/m/versions/1/artifacts/weights/a.bin"

    @Test func `an artifact is downloaded whole, with its digest as tag`() async throws {
        try await API.run { api in
            try await api.push("0123456789")
            let response = try await api.send(.get, artifact)
            #expect(response.status == .ok)
            #expect(response.text == "0123456789")
            #expect(response.headers[.eTag] == "\"\("0123456789".digest)\"")
            #expect(response.headers[.acceptRanges] == "bytes")
            #expect(response.headers[.contentDisposition] == "attachment; filename*=UTF-8''a.bin")
        }
    }

    @Test(arguments: [
        ("bytes=2-4", "234", "bytes 2-4/10"),
        ("bytes=-3", "789", "bytes 7-9/10"),
        ("bytes=8-100", "89", "bytes 8-9/10"),
    ])
    func `a range is a part`(range: String, text: String, header: String) async throws {
        try await API.run { api in
            try await api.push("0123456789")
            let response = try await api.send(.get, artifact, headers: [.range: range])
            #expect(response.status == .partialContent)
            #expect(response.text == text)
            #expect(response.headers[.contentRange] == header)
            #expect(response.headers[.contentLength] == "\(text.count)")
        }
    }

    @Test func `several ranges are answered with the whole, one outside with its bounds`() async throws {
        try await API.run { api in
            try await api.push("0123456789")
            let several = try await api.send(.get, artifact, headers: [.range: "bytes=0-1,3-4"])
            #expect(several.status == .ok && several.text == "0123456789")
            let outside = try await api.send(.get, artifact, headers: [.range: "bytes=10-"])
            #expect(outside.status == .rangeNotSatisfiable)
            #expect(outside.headers[.contentRange] == "bytes */10")
            #expect(try outside.problem == "out-of-range")
        }
    }

    @Test func `what a client has is not sent again`() async throws {
        try await API.run { api in
            try await api.push("0123456789")
            let tag = "\"\("0123456789".digest)\""
            let same = try await api.send(.get, artifact, headers: [.ifNoneMatch: tag])
            #expect(same.status == .notModified && same.text.isEmpty)
            let changed = try await api.send(.get, artifact, headers: [.range: "bytes=0-0", .ifRange: "\"other\""])
            #expect(changed.status == .ok && changed.text == "0123456789")
        }
    }

    @Test func `a head tells the size and sends nothing`() async throws {
        try await API.run { api in
            try await api.push("0123456789")
            let response = try await api.send(.head, artifact)
            #expect(response.status == .ok)
            #expect(response.headers[.contentLength] == "10")
            #expect(response.body.readableBytes == 0)
        }
    }

    @Test func `a head has no body even when it fails`() async throws {
        try await API.run { api in
            for path in ["projects/default/blobs/\("x".digest)", "projects/none", "nothing"] {
                let response = try await api.send(.head, path)
                #expect(response.status == .notFound)
                #expect(response.body.readableBytes == 0, "\(path)")
            }
        }
    }

    @Test func `a link is the way to the content`() async throws {
        try await API.run { api in
            let body = """
                {"artifacts": [{"path": "a", "url": "https://example.org/a.onnx"}],
                 "source": {"kind": "file", "location": "a"}}
                """
            #expect(try await api.send(.post, "projects/default/models/m/versions", json: body).status == .created)
            let response = try await api.send(.get, "projects/default/models/m/versions/1/artifacts/a")
            #expect(response.status == .seeOther)
            #expect(response.headers[.location] == "https://example.org/a.onnx")
        }
    }

    @Test(arguments: [
        "../a.bin", "%2e%2e/a.bin", "weights/%2e%2e/a", "weights//a.bin", "a%5cb", "a%00", "a%ff", "a%0a",
    ])
    func `a path that leaves its folder is refused`(path: String) async throws {
        try await API.run { api in
            try await api.push()
            let response = try await api.send(.get, "projects/default/models/m/versions/1/artifacts/\(path)")
            #expect(response.status == .badRequest)
            #expect(try response.problem == "invalid-argument")
        }
    }

    @Test func `a slash in a path may be escaped`() async throws {
        try await API.run { api in
            try await api.push("x")
            let path = "projects/default/models/m/versions/1/artifacts/weights%2Fa.bin"
            #expect(try await api.send(.get, path).text == "x")
        }
    }

    @Test func `content with another digest is not kept`() async throws {
        try await API.run { api in
            let blob = "projects/default/blobs/\("right".digest)"
            let response = try await api.send(.put, blob, ByteBuffer(string: "wrong"))
            #expect(response.status == .unprocessableContent)
            #expect(try response.problem == "corrupted")
            #expect(try await api.send(.get, blob).status == .notFound)
        }
    }

    @Test func `what is missing is said, and what was uploaded is not`() async throws {
        try await API.run { api in
            let here = try await api.upload("here")
            let body = #"{"digests": ["\#(here)", "\#("there".digest)"]}"#
            let response = try await api.send(.post, "projects/default/blobs/missing", json: body)
            #expect(try response.json == ["missing": [.string("there".digest)]])
        }
    }

    @Test func `an upload goes on where it stopped`() async throws {
        try await API.run { api in
            let uploads = "projects/default/uploads"
            let new = #"{"digest": "\#("abcdef".digest)", "size": 6}"#
            let id = try #require(try await api.send(.post, uploads, json: new).json["id"]?.text)
            let first = try await api.append("abc", at: 0, to: id)
            #expect(try first.json["received"] == .integer(3))
            #expect(try await api.append("def", at: 0, to: id).status == .conflict)
            let last = try await api.append("def", at: 3, to: id)
            #expect(try last.json["complete"] == .bool(true))
            #expect(try await api.send(.get, "projects/default/blobs/\("abcdef".digest)").text == "abcdef")
        }
    }

    @Test func `a piece must say where it begins`() async throws {
        try await API.run { api in
            let new = #"{"digest": "\#("abc".digest)", "size": 3}"#
            let id = try #require(try await api.send(.post, "projects/default/uploads", json: new).json["id"]?.text)
            for offset in [nil, "x", "-1", "1.5"] {
                let headers: HTTPFields = offset.map { [.uploadOffset: $0] } ?? [:]
                let path = "projects/default/uploads/\(id)"
                #expect(
                    try await api.send(.patch, path, ByteBuffer(string: "abc"), headers: headers).status == .badRequest
                )
            }
        }
    }

    @Test func `a cancelled upload is gone`() async throws {
        try await API.run { api in
            let new = #"{"digest": "\#("abc".digest)", "size": 3}"#
            let id = try #require(try await api.send(.post, "projects/default/uploads", json: new).json["id"]?.text)
            #expect(try await api.send(.delete, "projects/default/uploads/\(id)").status == .noContent)
            #expect(try await api.send(.get, "projects/default/uploads/\(id)").status == .notFound)
        }
    }
}

extension API {
    fileprivate func append(_ text: String, at offset: Int, to id: String) async throws -> TestResponse {
        try await send(
            .patch,
            "projects/default/uploads/\(id)",
            ByteBuffer(string: text),
            headers: [.uploadOffset: "\(offset)"]
        )
    }
}
