import Foundation
import HTTPTypes
import HummingbirdTesting
import NIOCore
import RoostEntities
import RoostOperations
import Testing

@testable import RoostMLflowAPI

/// What the artifact proxy shows beside the files of a version that MLflow did not make.
@Suite struct BareVersionTests {
    private static let checkpoint = [
        "config.json": #"{"architectures": ["ViTForImageClassification"]}"#, "model.safetensors": "weights",
        "preprocessor_config.json": #"{"size": 8}"#,
    ]

    @Test func `a checkpoint shows how it is loaded, and its image processor where the client looks for it`()
        async throws
    {
        try await MLflowServer.run { server in
            try await server.push(Self.checkpoint, to: "m")
            let kept = ["config.json", "model.safetensors", "preprocessor_config.json"]
            #expect(try await server.names(in: "m/1") == ["MLmodel", "components"] + kept)
            #expect(try await server.names(in: "m/1/components") == ["image_processor"])
            #expect(try await server.names(in: "m/1/components/image_processor") == ["preprocessor_config.json"])
            let processor = try await server.file("m/1/components/image_processor/preprocessor_config.json")
            #expect(String(buffer: processor.body) == #"{"size": 8}"#)
            let text = String(buffer: try await server.file("m/1/MLmodel").body)
            #expect(text.contains(#""pipeline_model_type": "AutoModelForImageClassification""#))
        }
    }

    @Test func `the text is as long as it is listed, comes in parts, and is the same each time`() async throws {
        try await MLflowServer.run { server in
            try await server.push(Self.checkpoint, to: "m")
            let whole = try await server.file("m/1/MLmodel")
            let listed = try await server.get("\(MLflowServer.proxy)?path=models/m/1")["files"]?.list.first
            #expect(listed?["file_size"] == .integer(Int64(whole.body.readableBytes)))
            let part = try await server.file("m/1/MLmodel", headers: [.range: "bytes=1-7"])
            #expect(part.status == .partialContent && String(buffer: part.body) == "flavors")
            let tag = try #require(whole.headers[.eTag])
            let again = try await server.file("m/1/MLmodel", headers: [.ifNoneMatch: tag])
            #expect(again.status == .notModified)
        }
    }

    @Test func `a graph that cannot be read says nothing`() async throws {
        try await MLflowServer.run { server in
            try await server.push(["model.onnx": "no graph"], to: "m")
            #expect(try await server.names(in: "m/1") == ["model.onnx"])
            #expect(try await server.file("m/1/MLmodel").status == .notFound)
        }
    }

    @Test(arguments: [
        ["MLmodel": "flavors: {}"], ["components/other": "x"], ["config.json": "["],
        ["config.json": #"{"architectures": ["BertForMaskedLM"]}"#],
    ])
    func `what a version brings of its own counts`(_ files: [String: String]) async throws {
        try await MLflowServer.run { server in
            let all = Self.checkpoint.merging(files) { $1 }
            try await server.push(all, to: "m")
            let top = Set(all.keys.map { $0.prefix { $0 != "/" } }.map(String.init))
            #expect(try await server.names(in: "m/1") == top.sorted())
            let text = try await server.file("m/1/MLmodel")
            #expect(text.status == (files["MLmodel"] == nil ? .notFound : .ok))
        }
    }

    @Test func `it is no artifact, cannot be written, and an open version has none`() async throws {
        try await MLflowServer.run { server in
            let version = try await server.push(Self.checkpoint, to: "m")
            #expect(version.artifactCount == 3)
            let refused = try await server.refusal(.put, "\(MLflowServer.proxy)/models/m/1/MLmodel")
            #expect(refused.status == 400)
            try await server.push(Self.checkpoint, to: "m", sealed: false)
            #expect(try await server.names(in: "m/2") == Self.checkpoint.keys.sorted())
        }
    }
}

extension MLflowServer {
    /// Makes a version as a push does.
    @discardableResult
    fileprivate func push(_ files: [String: String], to model: String, sealed: Bool = true) async throws -> Version {
        var artifacts: [Artifact.Draft] = []
        for (path, text) in files { artifacts.append(.init(path: try .init(path), digest: try await storeBlob(text))) }
        var draft = Version.Draft(artifacts: artifacts, source: .init(kind: .folder, location: "f"))
        draft.open = !sealed
        return try await operations.createVersion(of: Model.Name(model), draft, in: .init("default"), as: .system)
    }

    /// What is listed in a folder of a version.
    fileprivate func names(in folder: String) async throws -> [String] {
        try await get("\(Self.proxy)?path=models/\(folder)")["files"]?.list.compactMap { $0["path"]?.text } ?? []
    }

    /// A file of a version.
    fileprivate func file(_ path: String, headers: HTTPFields = [:]) async throws -> TestResponse {
        try await send(.get, "\(Self.proxy)/models/\(path)", headers: headers)
    }
}
