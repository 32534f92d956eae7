import Foundation
import HTTPTypes
import RoostEntities
import RoostOperations
import Testing

@testable import RoostMLflowAPI

@Suite struct RegisteredModelRoutesTests {
    @Test func `a registered model is a model of Roost`() async throws {
        try await MLflowServer.run { server in
            try await server.makeModel("häßlich 1", #", "description": "d", "tags": [{"key": "k", "value": "v"}]"#)
            let project = try Project.Name("default")
            let name = try Model.Name("häßlich 1")
            let model = try await server.operations.model(named: name, in: project, as: .system)
            #expect(model.description == "d" && model.tags.values == ["k": "v"])
            let seen = try await server.get("registered-models/get?name=h%C3%A4%C3%9Flich+1")["registered_model"]
            #expect(seen?["name"]?.text == "häßlich 1" && seen?["tags"]?.value(of: "k") == "v")
            #expect(seen?["latest_versions"] == nil && seen?["aliases"] == nil)
        }
    }

    @Test func `a name is free again once its model was deleted, and the deleted one can be brought back`()
        async throws
    {
        try await MLflowServer.run { server in
            try await server.makeModel("m")
            try await server.makeVersion(of: "m")
            _ = try await server.send(.delete, "registered-models/delete", #"{"name": "m"}"#)
            #expect(try await server.refusal(.get, "registered-models/get?name=m").status == 404)
            try await server.makeModel("m")
            #expect(try await server.makeVersion(of: "m")?["version"]?.text == "1")
            let project = try Project.Name("default")
            let filter = ModelFilter(deleted: true)
            let models = try await server.operations.models(in: project, filter: filter, as: .system).items
            let old = try #require(models.first { $0.deletedAt != nil })
            #expect(old.name.text == "m (deleted \(old.id))" && models.count == 2)
            _ = try await server.operations.undeleteModel(named: old.name, in: project, as: .system)
            #expect(try await server.get("registered-models/search")["registered_models"]?.list.count == 2)
        }
    }

    @Test func `a model is renamed with all it has`() async throws {
        try await MLflowServer.run { server in
            try await server.makeModel("a")
            try await server.makeVersion(of: "a")
            _ = try await server.post("registered-models/alias", #"{"name": "a", "alias": "Best", "version": "1"}"#)
            _ = try await server.post("registered-models/rename", #"{"name": "a", "new_name": "b"}"#)
            let model = try await server.get("registered-models/get?name=b")["registered_model"]
            #expect(model?["aliases"]?.list == [["alias": "Best", "version": "1"]])
            #expect(try await server.version(1, of: "b")?["name"] == "b")
            #expect(try await server.refusal(.get, "registered-models/get?name=a").code == "RESOURCE_DOES_NOT_EXIST")
        }
    }

    @Test func `prompts are left out unless they are asked for`() async throws {
        try await MLflowServer.run { server in
            try await server.makeModel("model")
            try await server.makeModel("prompt", #", "tags": [{"key": "mlflow.prompt.is_prompt", "value": "true"}]"#)
            for (filter, found) in [
                ("", "model"), ("tag.`mlflow.prompt.is_prompt` != 'true'", "model"),
                ("tags.`mlflow.prompt.is_prompt` = 'false'", "model"),
                ("tags.`mlflow.prompt.is_prompt` = 'true'", "prompt"),
            ] {
                let query = filter.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
                let models = try await server.get("registered-models/search?filter=\(query)")["registered_models"]
                #expect(models?.list.map { $0["name"]?.text } == [found], "\(filter)")
            }
        }
    }

    @Test func `what was copied keeps its moments, for a maintainer`() async throws {
        try await MLflowServer.run { server in
            let moments = #", "creation_timestamp": 1000, "last_updated_timestamp": 2000"#
            try await server.makeModel("old", moments)
            try await server.makeVersion(
                of: "old",
                moments + #", "source": "s3://b/x", "version": 7, "user_id": "ada""#
            )
            let model = try await server.get("registered-models/get?name=old")["registered_model"]
            #expect(
                model?["creation_timestamp"] == .integer(1000) && model?["last_updated_timestamp"] == .integer(2000)
            )
            let version = try await server.version(7, of: "old")
            #expect(version?["creation_timestamp"] == .integer(1000) && version?["user_id"] == "ada")
            let body = #"{"name": "old", "source": "s3://b/x", "version": 7}"#
            #expect(try await server.refusal(.post, "model-versions/create", body).code == "RESOURCE_ALREADY_EXISTS")
            #expect(try await server.makeVersion(of: "old")?["version"] == "8")
        }
    }

    @Test(arguments: [
        (#"{}"#, "Missing value for required parameter 'name'."), (#"{"name": " "}"#, "Missing value for required"),
        (#"{"name": "a/b"}"#, "Invalid model name 'a/b'. Names cannot contain '/' or ':'."),
        (#"{"name": "a@b"}"#, "Invalid model name: 'a@b' is no model name"),
        (#"{"name": "a", "tags": [{"key": "../k", "value": ""}]}"#, "Invalid value \"../k\" for parameter 'key'"),
    ])
    func `what cannot be created is refused`(_ body: String, _ beginning: String) async throws {
        try await MLflowServer.run { server in
            let refused = try await server.refusal(.post, "registered-models/create", body)
            #expect(refused.status == 400 && refused.message?.hasPrefix(beginning) == true, "\(refused)")
        }
    }
}
