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
}
