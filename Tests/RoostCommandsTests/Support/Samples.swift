import Foundation
import RoostClient

/// Entities as a server sends them.
enum Samples {
    static func decode<Value: Decodable>(_ json: String) throws -> Value {
        try JSONDecoder().decode(Value.self, from: Data(json.utf8))
    }

    static func model(_ name: String, description: String = "", versions: Int = 2) throws -> Model {
        try decode(
            """
            {"id": "0123456789abcdef01234567", "projectID": "0123456789abcdef01234567", "name": "\(name)",
             "description": "\(description)", "tags": {"team": "vision"}, "createdAt": "2026-11-21T09:30:00Z",
             "updatedAt": "2026-11-21T10:00:00.500Z", "versionCount": \(versions), "latestVersion": \(versions)}
            """
        )
    }

    static func version(_ number: Int = 2, description: String = "better", labels: [String] = ["0", "1"]) throws
        -> Version
    {
        let names = labels.map { "\"\($0)\"" }.joined(separator: ", ")
        return try decode(
            """
            {"id": "0123456789abcdef01234568", "projectID": "0123456789abcdef01234567",
             "modelID": "0123456789abcdef01234567", "model": "digits", "number": \(number), "status": "pre-trained",
             "description": "\(description)", "tags": {"b": "2", "a": "1"}, "aliases": ["champion"],
             "task": "image-classification", "type": "vit", "labels": [\(names)],
             "configuration": {"image_size": 8, "layers": [1, 2], "dropout": 0.5},
             "source": {"kind": "folder", "location": "checkpoint"}, "parent": "digits:1",
             "parentID": "0123456789abcdef01234569",
             "digest": "\(String(repeating: "ab", count: 32))", "artifactCount": 3, "size": 1234567,
             "createdBy": "owner", "createdAt": "2026-11-21T09:30:00Z", "updatedAt": "2026-11-21T09:30:00Z"}
            """
        )
    }

    static func execution(status: String = "succeeded") throws -> Execution {
        try decode(
            """
            {"id": "0123456789abcdef0123456a", "projectID": "0123456789abcdef01234567", "kind": "predict",
             "status": "\(status)", "versionID": "0123456789abcdef01234568", "version": "digits:2",
             "input": {"images": [], "dataset": "shapes", "subset": "test", "top": 1},
             "progress": {"done": 10, "failed": 1, "total": 10}, "attempts": 1, "createdBy": "owner",
             "createdAt": "2026-11-21T09:30:00Z", "startedAt": "2026-11-21T09:30:01Z",
             "finishedAt": "2026-11-21T09:30:03.500Z"}
            """
        )
    }

    /// Three of four right, one failed.
    static func evaluation() throws -> Evaluation {
        try decode(
            """
            {"id": "0123456789abcdef0123456b", "projectID": "0123456789abcdef01234567",
             "executionID": "0123456789abcdef0123456a", "versionID": "0123456789abcdef01234568", "version": "digits:2",
             "snapshotID": "0123456789abcdef0123456d", "snapshot": "\(String(repeating: "cd", count: 32))",
             "datasetID": "0123456789abcdef0123456e", "dataset": "shapes", "subset": "test", "status": "succeeded",
             "report": {"kind": "classification", "classification": {
                "labels": ["cat"], "unknownLabels": [], "count": 4, "correct": 3, "unlabeled": 0,
                "ambiguous": 0, "failed": 1, "accuracy": 0.75, "topK": {}, "confusion": [],
                "perClass": [{"label": "cat", "support": 2, "predicted": 1, "truePositives": 1, "precision": 1,
                    "recall": 0.5, "f1": 0.66666}]}},
             "metrics": {"worst": 0.5, "accuracy": 0.75, "count": 4},
             "cost": {"latencyMilliseconds": 2.5, "size": 1234},
             "createdBy": "owner", "createdAt": "2026-11-21T09:30:00Z", "finishedAt": "2026-11-21T09:31:00Z"}
            """
        )
    }

    /// Two versions, the first of which wins.
    static func comparison() throws -> VersionComparison {
        let contestants = ["a:1", "b:1"].map { version in
            """
            {"version": "\(version)", "versionID": "0123456789abcdef01234568", "metrics": {}, "cost": {},
             "evaluationID": "0123456789abcdef0123456b", "snapshot": "\(String(repeating: "cd", count: 32))"}
            """
        }
        return try decode(
            """
            {"dataset": "shapes", "acrossSnapshots": false, "contestants": [\(contestants.joined(separator: ", "))],
             "comparison": {"metric": "accuracy", "count": 4, "pairs": [], "confidence": 0.95, "resamples": 1000,
                "seed": 0, "verdict": {"winner": 0, "words": "a wins"}, "versions": [
                    {"version": "a:1", "metrics": {"accuracy": {"value": 0.75, "lower": 0.5, "upper": 1}}},
                    {"version": "b:1", "metrics": {"accuracy": {"value": 0.5}}}]},
             "differences": [{"kind": "setting", "name": "l2", "values": [0.5, null]}], "warnings": ["look out"]}
            """
        )
    }
}
