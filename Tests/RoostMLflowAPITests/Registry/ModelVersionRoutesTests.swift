import Foundation
import HTTPTypes
import HummingbirdTesting
import NIOCore
import RoostEntities
import RoostOperations
import Testing

@testable import RoostMLflowAPI

@Suite struct ModelVersionRoutesTests {
    @Test func `a version has the files of its run, whatever becomes of the run`() async throws {
        try await MLflowServer.run { server in
            let run = try await server.startRun()
            try await server.putFile("model/MLmodel", "flavors", of: run)
            try await server.putFile("model/data/weights.bin", "first", of: run)
            try await server.putFile("other.txt", "x", of: run)
            try await server.makeModel("m")
            let source = "mlflow-artifacts:/0/\(run)/artifacts/model"
            try await server.makeVersion(of: "m", #", "source": "\#(source)", "run_id": "\#(run)""#)
            try await server.putFile("model/data/weights.bin", "second", of: run)
            let version = try await server.operations.version(
                Reference("m:1"),
                in: Project.Name("default"),
                as: .system
            )
            #expect(version.status == .preTrained && version.artifactCount == 2 && version.size == 12)
            let uri = try await server.get("model-versions/get-download-uri?name=m&version=1")["artifact_uri"]
            #expect(uri == "mlflow-artifacts:/models/m/1")
            let files = try await server.get("\(MLflowServer.proxy)?path=models/m/1")["files"]
            #expect(files?.list.map { $0["path"] } == ["MLmodel", "data"])
            let content = try await server.send(.get, "\(MLflowServer.proxy)/models/m/1/data/weights.bin")
            #expect(String(buffer: content.body) == "first")
            #expect(try await server.version(1, of: "m")?["source"]?.text == source)
        }
    }

    @Test func `a version whose source holds nothing stays open and leads there`() async throws {
        try await MLflowServer.run { server in
            let run = try await server.startRun()
            try await server.makeModel("m")
            let sources = ["runs:/\(run)/model", "s3://bucket/folder", "https://host/model?x=1", "hdfs://n:1/a"]
            for source in sources {
                try await server.makeVersion(of: "m", #", "source": "\#(source)", "run_id": "\#(run)""#)
            }
            for (index, source) in sources.enumerated() {
                let query = "name=m&version=\(index + 1)"
                let uri = try await server.get("model-versions/get-download-uri?\(query)")["artifact_uri"]
                #expect(uri?.text == source)
                #expect(try await server.version(index + 1, of: "m")?["run_id"]?.text == run)
            }
        }
    }

    @Test func `a version of a version has its files and its run`() async throws {
        try await MLflowServer.run { server in
            let run = try await server.startRun()
            try await server.putFile("model/a", "content", of: run)
            for name in ["from", "to"] { try await server.makeModel(name) }
            try await server.makeVersion(of: "from", #", "source": "runs:/\#(run)/model", "run_id": "\#(run)""#)
            _ = try await server.post("registered-models/alias", #"{"name": "from", "alias": "a", "version": "1"}"#)
            for source in ["models:/from/1", "models:/from@a", "models:/from/latest", "models:/from/None"] {
                let made = try await server.makeVersion(of: "to", #", "source": "\#(source)""#)
                #expect(made?["run_id"]?.text == run && made?["source"] == "models:/from/1", "\(source)")
            }
            let file = try await server.send(.get, "\(MLflowServer.proxy)/models/to/4/a")
            #expect(String(buffer: file.body) == "content")
        }
    }

    @Test func `a version that was pushed is seen and downloaded`() async throws {
        try await MLflowServer.run { server in
            let name = try Model.Name("pushed 100% #1")
            let project = try Project.Name("default")
            let digest = try await server.storeBlob("weights")
            let path = try Artifact.Path("sub folder/w.bin")
            let draft = Version.Draft(
                artifacts: [.init(path: path, digest: digest)],
                source: .init(kind: .folder, location: "f")
            )
            _ = try await server.operations.createVersion(of: name, draft, in: project, as: .system)
            let version = try await server.version(1, of: "pushed%20100%25%20%231")
            #expect(version?["source"] == "mlflow-artifacts:/models/pushed%20100%25%20%231/1")
            #expect(version?["status"] == "READY" && version?["user_id"] == "system")
            let address = "models/pushed%20100%25%20%231/1"
            let file = try await server.send(.get, "\(MLflowServer.proxy)/\(address)/sub%20folder/w.bin")
            #expect(String(buffer: file.body) == "weights")
            // In a query the client encodes the address once more.
            let query = "path=models/pushed%2520100%2525%2520%25231/1/sub%20folder"
            let listed = try await server.get("\(MLflowServer.proxy)?\(query)")["files"]
            #expect(listed?.list.map { $0["path"] } == ["w.bin"])
        }
    }

    @Test func `files of a version are never written`() async throws {
        try await MLflowServer.run { server in
            try await server.makeModel("m")
            try await server.makeVersion(of: "m")
            for method in [HTTPRequest.Method.put, .delete] {
                let refused = try await server.refusal(method, "\(MLflowServer.proxy)/models/m/1/a")
                #expect(refused.status == 400 && refused.message?.hasPrefix("The files of m:1 never change") == true)
            }
            #expect(try await server.refusal(.get, "\(MLflowServer.proxy)/models/m/1/a").status == 404)
            #expect(try await server.get("\(MLflowServer.proxy)?path=models/m/9") == [:])
        }
    }

    @Test func `a version that is worked with is not deleted, and one that is takes its aliases along`() async throws {
        try await MLflowServer.run { server in
            try await server.makeModel("m")
            for _ in 0..<2 { try await server.makeVersion(of: "m") }
            _ = try await server.post("registered-models/alias", #"{"name": "m", "alias": "a", "version": "2"}"#)
            _ = try await server.send(.delete, "model-versions/delete", #"{"name": "m", "version": "2"}"#)
            let model = try await server.get("registered-models/get?name=m")["registered_model"]
            #expect(model?["aliases"] == nil && model?["latest_versions"]?.list.map { $0["version"] } == ["1"])
            #expect(try await server.makeVersion(of: "m")?["version"] == "3")
            let gone = try await server.refusal(.get, "model-versions/get?name=m&version=2")
            #expect(gone.message == "Model Version (name=m, version=2) not found" && gone.status == 404)
        }
    }

    @Test func `versions are found by what they have`() async throws {
        try await MLflowServer.run { server in
            let run = try await server.startRun()
            for name in ["a", "b"] { try await server.makeModel(name) }
            let source = #", "source": "s3://b/x", "tags": [{"key": "k", "value": "v"}]"#
            try await server.makeVersion(of: "a")
            try await server.makeVersion(of: "a", source + #", "run_id": "\#(run)""#)
            try await server.makeVersion(of: "b", source)
            for (filter, found) in [
                ("name='a'", ["a 2", "a 1"]), ("tags.k = 'v'", ["b 1", "a 2"]), ("run_id = '\(run)'", ["a 2"]),
                ("version_number < 2 AND name IN ('a', 'b')", ["b 1", "a 1"]), ("source_path LIKE 's4%'", []),
            ] {
                let query = filter.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
                let order = "order_by=name+DESC&order_by=version_number+DESC"
                let body = try await server.get("model-versions/search?\(order)&filter=\(query)")
                let names = (body["model_versions"]?.list ?? []).map {
                    "\($0["name"]?.text ?? "") \($0["version"]?.text ?? "")"
                }
                #expect(names == found, "\(filter)")
            }
        }
    }
}
