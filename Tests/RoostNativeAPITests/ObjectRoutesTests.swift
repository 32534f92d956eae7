import HTTPTypes
import HummingbirdTesting
import RoostEntities
import RoostOperations
import Testing

@testable import RoostNativeAPI

/// An evaluation of a detector as its worker tells it, over HTTP.
@Suite struct ObjectRoutesTests {
    @Test func `a detector's evaluation is told object by object, then reviewed`() async throws {
        try await API.run { api in
            let path = "projects/default/evaluations/\(try await api.detectToTheEnd())"
            let whole = try await api.send(.get, path).json
            #expect(whole["report"]?["kind"] == "detection" && whole["metrics"]?["recall"] == .integer(0))
            let missed = try await api.send(.get, "\(path)/objects?errors=missed&label=cat").json.items
            #expect(missed.count == 1 && missed[0]["outcome"]?["truthGeometry"]?["kind"] == "box")
            #expect(try await api.send(.get, "\(path)/objects?truth=cat&predicted=dog").json.items.isEmpty)
            let items = try await api.send(.get, "\(path)/outcomes").json.items
            #expect(items[0]["outcome"]?["objects"]?["falseNegatives"] == .integer(1))
            let counts = try await api.send(.get, "\(path)/counts").json
            #expect(counts["objects"]?.items[1]["errors"]?["background"] == .integer(1))
            let board = try await api.send(.get, "projects/default/datasets/shapes/leaderboard").json.items
            #expect(board.map { $0["version"] } == ["m:1"])
        }
    }

    @Test(arguments: ["errors=wrong", "truth=cat", "truth=cat&predicted=cat", "truth=a&predicted=b&errors=missed"])
    func `a filter that says nothing is refused`(_ query: String) async throws {
        try await API.run { api in
            let path = "projects/default/evaluations/\(try await api.detectToTheEnd())"
            #expect(try await api.send(.get, "\(path)/objects?\(query)").status == .badRequest)
        }
    }

    @Test func `two evaluations are held against each other, object by object`() async throws {
        try await API.run { api in
            let before = try await api.detectToTheEnd()
            let after = try await api.detectToTheEnd()
            let path = "projects/default/evaluations/\(after)"
            let objects = try await api.send(.get, "\(path)/objects/changes?against=\(before)&change=still-wrong").json
            #expect(objects.items.map { $0["after"]?["truth"] } == ["cat"])
            let counts = try await api.send(.get, "\(path)/changes/counts?against=\(before)").json
            #expect(counts["stillWrong"] == .integer(1) && counts["classes"]?.items.count == 1)
        }
    }

    @Test(arguments: [
        #""kind": "missed", "truth": null"#, #""kind": "missed", "truth": "cat", "score": 7"#,
        #""kind": "background", "predicted": "a", "number": -1"#, #""kind": "none", "truth": "cat""#,
    ]) func `an object that cannot be is refused`(_ members: String) async throws {
        try await API.run { api in
            let (id, item, worker) = try await api.beginDetecting()
            let outcomes = #"{"outcomes": [\#(API.outcome(item))]}"#
            #expect(try await api.tell(id, "outcomes", outcomes, token: worker).status == .noContent)
            let number = members.contains("number") ? "" : #""number": 0, "#
            let object = #"{"itemID": "\#(item)", "path": "a.png", \#(number)\#(members)}"#
            let answer = try await api.tell(id, "objects", #"{"objects": [\#(object)]}"#, token: worker)
            #expect(answer.status == .badRequest)
        }
    }

    @Test func `answers have the members that their schema knows`() async throws {
        try await API.run { api in
            let id = try await api.detectToTheEnd()
            let evaluation = try await api.send(.get, "projects/default/evaluations/\(id)").json
            let object = try await api.send(.get, "projects/default/evaluations/\(id)/objects").json.items[0]
            let answers = [
                "Evaluation": evaluation, "DetectionReport": try #require(evaluation["report"]?["detection"]),
                "ReviewedObject": object, "ObjectOutcome": try #require(object["outcome"]),
            ]
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
    /// An execution that evaluates the latest version of `m`, the one item, and the worker's token.
    fileprivate func beginDetecting() async throws -> (execution: String, item: String, worker: String) {
        try await prepareShapes()
        let body = """
            {"kind": "evaluate", "version": "m", "input": {"dataset": "shapes",
                "answers": {"task": "object-detection", "threshold": 0.25}, "evaluation": {"stuff": ["sky"]}}}
            """
        let execution = try await send(.post, "projects/default/executions", json: body).json
        #expect(execution["input"]?["answers"]?["threshold"] == .number(0.25))
        let worker = try #require(try await operations.claimNextExecution()).secret
        let items = try await send(.get, "projects/default/datasets/shapes/items").json.items
        return (try #require(execution["id"]?.text), try #require(items[0]["id"]?.text), worker)
    }

    /// The latest version of `m` misses the cat and finds a dog where nothing is; the evaluation's identifier.
    fileprivate func detectToTheEnd() async throws -> String {
        let (id, item, worker) = try await beginDetecting()
        let outcomes = #"{"outcomes": [\#(Self.outcome(item))]}"#
        #expect(try await tell(id, "outcomes", outcomes, token: worker).status == .noContent)
        let objects = """
            {"objects": [{"itemID": "\(item)", "path": "a.png", "number": 0, "kind": "missed", "truth": "cat", "object": 0,
                "truthGeometry": {"kind": "box", "box": {"x": 1, "y": 1, "width": 2, "height": 2}}},
                {"itemID": "\(item)", "path": "a.png", "number": 1, "kind": "background", "predicted": "dog",
                "score": 0.75}]}
            """
        #expect(try await tell(id, "objects", objects, token: worker).status == .noContent)
        let report = Self.detection(evidence: try await upload("evidence"))
        #expect(try await tell(id, "evaluated", report, token: worker).status == .noContent)
        #expect(try await tell(id, "finish", "{}", token: worker).status == .ok)
        let ended = try await send(.get, "projects/default/executions/\(id)").json
        return try #require(ended["result"]?["evaluationID"]?.text)
    }

    fileprivate static func outcome(_ item: String) -> String {
        """
        {"itemID": "\(item)", "path": "a.png", "kind": "incorrect", "quality": 0,
         "objects": {"truePositives": 0, "falsePositives": 1, "falseNegatives": 1}}
        """
    }

    /// What the outcomes come to.
    private static func detection(evidence: String) -> String {
        let none = #""classification": 0, "localization": 0, "both": 0, "duplicate": 0, "mistaken": 0"#
        return """
            {"report": {"kind": "detection", "detection": {
                "labels": ["cat", "dog"], "unknownLabels": [], "overlap": "box",
                "averages": [{"overlap": "box", "ap": 0}],
                "items": {"correct": 0, "incorrect": 1, "unlabeled": 0, "failed": 0}, "objects": 1, "crowds": 0,
                "detections": 1, "threshold": 0.25, "matchingOverlap": 0.5,
                "counts": {"truePositives": 0, "falsePositives": 1, "falseNegatives": 1},
                "precision": 0, "recall": 0, "f1": 0, "confusion": [],
                "errors": {"kinds": [], "falsePositiveCost": 0, "falseNegativeCost": 0},
                "perClass": [
                    {"label": "cat", "objects": 1, "detections": 0, "precision": 0, "recall": 0, "f1": 0,
                     "counts": {"truePositives": 0, "falsePositives": 0, "falseNegatives": 1},
                     "errors": {\(none), "background": 0, "missed": 1}},
                    {"label": "dog", "objects": 0, "detections": 1, "precision": 0, "recall": 0, "f1": 0,
                     "counts": {"truePositives": 0, "falsePositives": 1, "falseNegatives": 0},
                     "errors": {\(none), "background": 1, "missed": 0}}]}},
             "metrics": {}, "cost": {}, "evidence": "\(evidence)"}
            """
    }
}
