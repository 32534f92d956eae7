import Foundation

/// Which files of a repository make a checkpoint: configuration, labels, and weights as safetensors.
struct CheckpointFiles: Hashable, Sendable {
    static let index = "model.safetensors.index.json"
    static let configuration = "config.json"

    /// Small files, in the order they are wanted.
    let small: [String]
    /// Whole, or the parts that the index names; those are known once the index was read.
    let weights: Weights

    enum Weights: Hashable, Sendable {
        case files([String])
        case indexed
    }

    private static let wanted = [
        configuration, "preprocessor_config.json", "processor_config.json", "id2label.json", "labels.json",
        "labels.txt",
    ]
    private static let pickled = [".bin", ".pt", ".pth", ".ckpt", ".pkl", ".h5", ".msgpack"]

    /// Picks from the paths that there are.
    init(from paths: Set<String>, of repository: HubRepository) throws(HubError) {
        guard paths.contains(Self.configuration) else {
            throw HubError(.unsupported, "\(repository) has no config.json; it is no checkpoint of a known kind")
        }
        small = Self.wanted.filter(paths.contains)
        let whole = paths.filter { $0.hasSuffix(".safetensors") && !$0.contains("/") }.sorted()
        if paths.contains("model.safetensors") {
            weights = .files(["model.safetensors"])
        } else if paths.contains(Self.index) {
            weights = .indexed
        } else if !whole.isEmpty {
            weights = .files(whole)
        } else if paths.contains(where: { path in Self.pickled.contains { path.hasSuffix($0) } }) {
            throw HubError(
                .unsupported,
                "\(repository) has its weights only in a format that can run code when it is read; ask its owner for "
                    + "safetensors, or convert it with save_pretrained(…, safe_serialization=True) and push the folder"
            )
        } else {
            throw HubError(.missing, "\(repository) has no weights: no file ends in .safetensors")
        }
    }

    /// The files that an index names.
    static func parts(ofIndex json: Data, in repository: HubRepository) throws(HubError) -> [String] {
        struct Index: Decodable {
            let weight_map: [String: String]
        }
        guard let index = try? JSONDecoder().decode(Index.self, from: json), !index.weight_map.isEmpty else {
            throw HubError(.corrupted, "\(Self.index) of \(repository) has no 'weight_map' from tensors to files")
        }
        return Set(index.weight_map.values).sorted()
    }
}
