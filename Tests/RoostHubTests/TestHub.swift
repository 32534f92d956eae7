import Foundation
import NIOHTTP1

import enum Crypto.Insecure
import struct Crypto.SHA256

/// A repository `team/tiny` as the hub serves it: large files lie elsewhere, a redirect leads there.
struct TestHub: Sendable {
    static let commit = "0123456789abcdef0123456789abcdef01234567"

    var files: [String: [UInt8]] = TestHub.whole
    var large: Set<String> = ["model.safetensors"]
    /// Where large files lie.
    var elsewhere = ""
    /// What is claimed of a file instead of its digest.
    var claimed: [String: String] = [:]

    /// A checkpoint in one file, with files beside it that nobody needs.
    static let whole: [String: [UInt8]] = [
        "config.json": Array(#"{"model_type": "vit"}"#.utf8),
        "preprocessor_config.json": Array(#"{"do_resize": true}"#.utf8),
        "model.safetensors": (0..<3_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ $0 >> 8) },
        "pytorch_model.bin": [1, 2, 3],
        "README.md": Array("read me".utf8),
    ]

    /// A checkpoint in two files and an index.
    static let sharded: [String: [UInt8]] = [
        "config.json": Array("{}".utf8),
        "model.safetensors.index.json": Array(
            #"{"weight_map": {"a": "model-1.safetensors", "b": "model-2.safetensors"}}"#.utf8
        ),
        "model-1.safetensors": [1],
        "model-2.safetensors": [2],
        "other.safetensors": [3],
    ]

    func answer(_ request: HTTPRequestHead) -> Answer {
        let api = "/api/models/team/tiny"
        if ["main", Self.commit].contains(where: { request.uri.hasPrefix("\(api)/revision/\($0)") }) { return listing }
        if request.uri.hasPrefix("\(api)/tree/\(Self.commit)") { return tree }
        let prefix = "/team/tiny/resolve/\(Self.commit)/"
        guard request.uri.hasPrefix(prefix) else {
            return Answer(status: .notFound, headers: [("X-Error-Code", "RevisionNotFound")])
        }
        let path = String(request.uri.dropFirst(prefix.count))
        guard let content = files[path] else {
            return Answer(status: .notFound, headers: [("X-Error-Code", "EntryNotFound")])
        }
        if !elsewhere.isEmpty, large.contains(path) {
            return Answer(status: .found, headers: [("Location", "\(elsewhere)/\(path)")] + headers(of: path, content))
        }
        return Answer(headers: headers(of: path, content), body: content).honouringRange(request)
    }

    /// What the hub says of a file beside its content.
    private func headers(of path: String, _ content: [UInt8]) -> [(String, String)] {
        let etag = "\"\(large.contains(path) ? sha256(path, content) : git(path, content))\""
        let linked = [("X-Linked-Etag", etag), ("X-Linked-Size", "\(content.count)")]
        return [("X-Repo-Commit", Self.commit), ("ETag", etag)] + (large.contains(path) ? linked : [])
    }

    private func git(_ path: String, _ content: [UInt8]) -> String {
        claimed[path] ?? hex(Insecure.SHA1.hash(data: Array("blob \(content.count)\0".utf8) + content))
    }

    private func sha256(_ path: String, _ content: [UInt8]) -> String {
        claimed[path] ?? hex(SHA256.hash(data: content))
    }

    /// What the place for large files answers.
    func answerElsewhere(_ request: HTTPRequestHead) -> Answer {
        guard let content = files[String(request.uri.dropFirst())] else { return Answer(status: .notFound) }
        return Answer(body: content).honouringRange(request)
    }

    private var tree: Answer {
        let entries = files.map { path, content -> String in
            let lfs = #", "lfs": {"oid": "\#(sha256(path, content))", "size": \#(content.count), "pointerSize": 134}"#
            return #"{"type": "file", "path": "\#(path)", "size": \#(content.count), "oid": "\#(git(path, content))""#
                + (large.contains(path) ? lfs : "") + "}"
        }
        return Answer(
            headers: [("Content-Type", "application/json")],
            body: Array("[\(entries.joined(separator: ","))]".utf8)
        )
    }

    private var listing: Answer {
        let siblings = files.map { path, content -> String in
            let sha = sha256(path, content)
            let lfs = #", "lfs": {"sha256": "\#(sha)", "size": \#(content.count), "pointerSize": 134}"#
            return #"{"rfilename": "\#(path)", "size": \#(content.count), "blobId": "\#(git(path, content))""#
                + (large.contains(path) ? lfs : "") + "}"
        }
        let json = #"{"id": "team/tiny", "sha": "\#(Self.commit)", "siblings": [\#(siblings.joined(separator: ","))]}"#
        return Answer(headers: [("Content-Type", "application/json")], body: Array(json.utf8))
    }
}

func hex(_ bytes: some Sequence<UInt8>) -> String {
    bytes.map { byte in (byte < 16 ? "0" : "") + String(byte, radix: 16) }.joined()
}

/// A folder that is gone afterwards.
func withTemporaryFolder(_ work: (URL) async throws -> Void) async throws {
    let name = "roost-\(UInt64.random(in: 0 ... .max))"
    let folder = FileManager.default.temporaryDirectory.appending(path: name, directoryHint: .isDirectory)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try await work(folder)
}

/// What `work` throws.
func failure<Value>(_ work: () async throws -> Value) async -> (any Error)? {
    do {
        _ = try await work()
        return nil
    } catch {
        return error
    }
}
