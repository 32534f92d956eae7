import Crypto
import Foundation
import RoostHuggingFace
import Testing

/// A new head for a checkpoint of the fixtures, and what `transformers` says about the checkpoint that has it.
struct NewHead {
    /// What `Fixtures/check_new_heads.py` found in the folder that ``writeAll(to:)`` writes.
    struct Expected: Decodable {
        let weights: String
        let config: String
        let logits: [[Float]]
    }

    static let labels = ["zebra", "ä \"b\"\\c", "1"]

    static func expected() throws -> [String: Expected] {
        let url = try #require(Bundle.module.url(forResource: "Fixtures/new_heads", withExtension: "json"))
        return try JSONDecoder().decode([String: Expected].self, from: Data(contentsOf: url))
    }

    /// Numbers that are the same wherever they are made.
    static func head(for folder: URL) throws -> TrainedHead {
        let features = try HuggingFaceLoader.features(of: folder)
        return try TrainedHead(
            labels: labels,
            features: features,
            weights: (0..<labels.count * features).map { Float($0 * 37 % 101 - 50) / 64 },
            biases: labels.indices.map { Float($0) / 8 }
        )
    }

    /// Writes each checkpoint of the fixtures with a new head into a folder of its name.
    static func writeAll(to folder: URL) throws {
        for name in Reference.names {
            let parent = try Reference(name).folder
            let target = folder.appending(path: name)
            try FileManager.default.createDirectory(at: target, withIntermediateDirectories: true)
            try CheckpointWriter.write(head(for: parent), on: parent, to: target)
        }
    }

    static func digest(_ file: URL) throws -> String {
        SHA256.hash(data: try Data(contentsOf: file)).map { String(format: "%02x", $0) }.joined()
    }
}
