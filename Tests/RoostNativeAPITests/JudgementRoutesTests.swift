import HTTPTypes
import Hummingbird
import HummingbirdTesting
import RoostEntities
import RoostOperations
import Testing

@testable import RoostNativeAPI

/// A training and an evaluation as their worker tells them, over HTTP.
@Suite struct JudgementRoutesTests {
    @Test func `a training is queued, told and sealed`() async throws {
        try await API.run { api in
            let execution = try await api.train()
            let id = try #require(execution["id"]?.text)
            #expect(execution["result"]?["version"] == "mine:1")
            let worker = try #require(try await api.operations.claimNextExecution()).secret
            let trained = try await api.tell(id, "trained", api.trainingResult(), token: worker)
            #expect(trained.status == .ok)
            #expect(try trained.json["status"] == "trained")
            let path = "projects/default/models/mine/versions/1"
            let record = try await api.send(.get, path).json["training"]
            #expect(record?["environment"]?["runtime"] == "1.31.1" && record?["seed"] == .integer(7))
            let end = try await api.tell(id, "finish", "{}", token: worker)
            #expect(try end.json["status"] == "succeeded")
        }
    }

    @Test func `an evaluation is told item by item, then reviewed`() async throws {
        try await API.run { api in
            let evaluation = try await api.evaluateToTheEnd()
            let path = "projects/default/evaluations/\(evaluation)"
            let whole = try await api.send(.get, path).json
            #expect(
                whole["report"]?["classification"]?["correct"] == .integer(0)
                    && whole["metrics"]?["accuracy"] == .integer(0)
            )
            let wrong = try await api.send(.get, "\(path)/outcomes?errors=false-positive&label=dog").json.items
            #expect(wrong.count == 1 && wrong[0]["outcome"]?["truth"] == "cat")
            let counts = try await api.send(.get, "\(path)/counts").json
            #expect(counts["incorrect"] == .integer(1))
            let latest = "projects/default/models/m/versions/latest/evaluation?dataset=shapes"
            #expect(try await api.send(.get, latest).json["id"]?.text == evaluation)
            #expect(try await api.send(.get, "projects/default/evaluations?version=m").json.items.count == 1)
            let board = try await api.send(.get, "projects/default/datasets/shapes/leaderboard").json.items
            #expect(board.map { $0["version"] } == ["m:1"])
        }
    }

    @Test func `an alias moves only when its gates hold`() async throws {
        try await API.run { api in
            _ = try await api.evaluateToTheEnd()
            let path = "projects/default/models/m/aliases/champion/promote"
            let refused = try await api.send(.post, path, json: #"{"version": "m", "gates": ["accuracy > 0.5"]}"#)
            #expect(try refused.json["promoted"] == .bool(false))
            let done = try await api.send(.post, path, json: #"{"version": "m", "gates": ["accuracy >= 0"]}"#)
            #expect(try done.json["promoted"] == .bool(true))
            let other = try await api.send(.post, path, json: #"{"version": "other"}"#)
            #expect(other.status == .badRequest)
        }
    }

    @Test func `two versions are compared on the same items`() async throws {
        try await API.run { api in
            _ = try await api.evaluateToTheEnd()
            try await api.push("other weights")
            _ = try await api.evaluateToTheEnd()
            let body = #"{"versions": ["m:1", "m:2"], "dataset": "shapes", "resamples": 1000}"#
            let answer = try await api.send(.post, "projects/default/comparisons", json: body)
            #expect(answer.status == .ok)
            #expect(try answer.json["comparison"]?["count"] == .integer(1))
            let one = #"{"versions": ["m:1"], "dataset": "shapes"}"#
            #expect(try await api.send(.post, "projects/default/comparisons", json: one).status == .badRequest)
        }
    }

    @Test(arguments: [
        #"{"kind": "train", "version": "m", "input": {"dataset": "shapes"}}"#,
        #"{"kind": "train", "version": "m", "input": {"dataset": "shapes", "training": {"model": "x", "settings": 7}}}"#,
        #"{"kind": "evaluate", "version": "m", "input": {"images": []}}"#,
        #"{"version": "m", "input": {"dataset": "shapes", "evaluation": {"metrics": []}}}"#,
        #"""
        {"kind": "evaluate", "version": "m", "input": {"dataset": "shapes",
            "evaluation": {"metrics": [{"name": "accuracy", "expression": "1"}]}}}
        """#,
        #"""
        {"kind": "evaluate", "version": "m", "input": {"dataset": "shapes",
            "evaluation": {"metrics": [{"name": "a", "expression": "1 +"}]}}}
        """#,
    ]) func `what cannot be trained or judged is refused at once`(_ body: String) async throws {
        try await API.run { api in
            try await api.prepareShapes()
            #expect(try await api.send(.post, "projects/default/executions", json: body).status == .badRequest)
            #expect(try await api.send(.get, "projects/default/executions").json.items.isEmpty)
        }
    }

    @Test(arguments: [#""support": 1"#, #""predicted": 1"#, #""truePositives": 0"#, #""count": 1"#])
    func `a report that cannot be is refused`(_ number: String) async throws {
        try await API.run { api in
            try await api.prepareShapes()
            let body = #"{"kind": "evaluate", "version": "m", "input": {"dataset": "shapes"}}"#
            let execution = try await api.send(.post, "projects/default/executions", json: body).json
            let id = try #require(execution["id"]?.text)
            let worker = try #require(try await api.operations.claimNextExecution()).secret
            let impossible = number.replacing(/[0-9]/, with: "-9223372036854775808")
            let report = API.report(item: "").replacing(number, with: impossible)
            #expect(try await api.tell(id, "evaluated", report, token: worker).status == .badRequest)
        }
    }

    @Test(arguments: ["trained", "evaluated", "outcomes", "objects", "reproduced"])
    func `nobody but the worker tells what came out`(_ word: String) async throws {
        try await API.run { api in
            let execution = try await api.train()
            let id = try #require(execution["id"]?.text)
            let bodies = [
                "trained": try await api.trainingResult(), "evaluated": API.report(item: ""),
                "outcomes": #"{"outcomes": []}"#, "objects": #"{"objects": []}"#,
                "reproduced": #"{"matches": true, "artifacts": [], "environment": [], "metrics": [], "words": ""}"#,
            ]
            let answer = try await api.tell(id, word, try #require(bodies[word]), token: nil)
            #expect(answer.status == .forbidden)
        }
    }

    @Test func `answers have the members that their schema knows`() async throws {
        try await API.run { api in
            let id = try await api.evaluateToTheEnd()
            let evaluation = try await api.send(.get, "projects/default/evaluations/\(id)").json
            let outcomes = try await api.send(.get, "projects/default/evaluations/\(id)/outcomes").json.items
            let report = try #require(evaluation["report"]?["classification"])
            let answers = ["Evaluation": evaluation, "ClassificationReport": report, "ReviewedItem": outcomes[0]]
            for (name, value) in answers {
                let schema = try #require(OpenAPIDocument.schemas[name]).json
                guard case .object(let known) = schema["properties"], case .object(let members) = value else {
                    Issue.record("\(name) is no object")
                    continue
                }
                #expect(Set(members.keys).subtracting(known.keys) == [], "\(name)")
                #expect(Set((schema["required"]?.items ?? []).compactMap(\.text)).subtracting(members.keys) == [])
            }
        }
    }
}

extension API {
    /// A version `m:1` and a dataset `shapes` with one image of a cat.
    func prepareShapes() async throws {
        guard try await send(.get, "projects/default/datasets/shapes").status == .notFound else { return }
        try await push()
        let image = try await uploadImage()
        let made = try await send(.post, "projects/default/datasets", json: #"{"name": "shapes"}"#)
        #expect(made.status == .created)
        let added = try await send(
            .post,
            "projects/default/datasets/shapes/items",
            json: #"{"items": [{"path": "a.png", "digest": "\#(image)", "annotations": [{"label": "cat"}]}]}"#
        )
        #expect(added.status == .created)
    }

    fileprivate func train() async throws -> JSONValue {
        try await prepareShapes()
        let execution = try await send(
            .post,
            "projects/default/executions",
            json: """
                {"kind": "train", "version": "m", "input": {"dataset": "shapes",
                    "training": {"model": "mine", "seed": 7, "settings": {"l2": 0.5}}}}
                """
        )
        #expect(execution.status == .created)
        return try execution.json
    }

    fileprivate func trainingResult() async throws -> String {
        let digest = try await upload("head")
        return """
            {"artifacts": [{"path": "head.bin", "digest": "\(digest)"}], "labels": ["cat"], "task": null, "type": "vit",
             "configuration": {}, "settings": {"l2": 0.5}, "adapter": "head", "metrics": {},
             "environment": {"roost": "1", "runtime": "1.31.1", "system": "Linux", "processor": "x86_64"}}
            """
    }

    func tell(_ id: String, _ word: String, _ body: String, token: String?) async throws -> TestResponse {
        try await send(.post, "projects/default/executions/\(id)/\(word)", json: body, token: token)
    }

    /// The latest version of `m` takes the cat for a dog; the evaluation's identifier.
    fileprivate func evaluateToTheEnd() async throws -> String {
        try await prepareShapes()
        let body = #"{"kind": "evaluate", "version": "m", "input": {"dataset": "shapes"}}"#
        let execution = try await send(.post, "projects/default/executions", json: body).json
        let id = try #require(execution["id"]?.text)
        let worker = try #require(try await operations.claimNextExecution()).secret
        let items = try await send(.get, "projects/default/datasets/shapes/items").json.items
        let item = try #require(items[0]["id"]?.text)
        let outcomes = """
            {"outcomes": [{"itemID": "\(item)", "path": "a.png", "kind": "incorrect", "truth": "cat",
                "predicted": "dog", "confidence": 0.75}]}
            """
        #expect(try await tell(id, "outcomes", outcomes, token: worker).status == .noContent)
        #expect(try await tell(id, "evaluated", Self.report(item: item), token: worker).status == .noContent)
        #expect(try await tell(id, "finish", "{}", token: worker).status == .ok)
        return try #require(execution["result"]?["evaluationID"]?.text)
    }

    /// Of one item that was answered wrongly.
    fileprivate static func report(item: String) -> String {
        """
        {"report": {"kind": "classification", "classification": {
            "labels": ["cat", "dog"], "unknownLabels": [], "count": 1, "correct": 0, "unlabeled": 0,
            "ambiguous": 0, "failed": 0, "accuracy": 0, "topK": {},
            "confusion": [{"truth": "cat", "predicted": "dog", "count": 1}],
            "perClass": [{"label": "cat", "support": 1, "predicted": 0, "truePositives": 0, "precision": 0, "recall": 0,
                "f1": 0}, {"label": "dog", "support": 0, "predicted": 1, "truePositives": 0, "precision": 0,
                "recall": 0, "f1": 0}]}},
         "metrics": {}, "cost": {"latencyMilliseconds": 2.5}}
        """
    }
}
