import RoostEntities
import RoostMetadataStore
import RoostModelFiles

/// The files of a version without an `MLmodel` that say how MLflow's client is to load it.
struct BareFiles: Sendable {
    enum Kind: Sendable {
        /// A graph at the top.
        case graph(name: String, ModelInspection.File)
        /// The configuration of a checkpoint at the top, and that of its image processor.
        case checkpoint(configuration: ModelInspection.File, processor: ModelInspection.File)
    }

    let kind: Kind
    /// When the version was made.
    let madeAt: Timestamp

    /// Where the client looks for the configuration of the image processor.
    static let processorPath = "\(components)/\(TransformersPipeline.component)/\(processor)"
    /// What may be shown beside the files of a version.
    static let paths = [MLmodel.fileName, processorPath]
    private static let components = "components"
    private static let processor = "preprocessor_config.json"
    /// As `transformers` calls them, in one file or in many.
    private static let weights: Set = [
        "model.safetensors", "model.safetensors.index.json", "pytorch_model.bin", "pytorch_model.bin.index.json",
    ]

    /// - Returns: `nil` for a version whose content may change, that brings an `MLmodel`, or that is no such model.
    init?(of version: Version, _ transaction: some Reading) throws {
        guard version.status.isSealed else { return nil }
        let entries = try transaction.entries(of: version.folder, in: nil, limit: Limits.artifacts)
        madeAt = version.createdAt
        let names = Set(entries.map(\.name))
        guard !names.contains(MLmodel.fileName) else { return nil }
        func file(_ name: String) throws -> ModelInspection.File? {
            guard let path = try? Artifact.Path(name), let found = try transaction.artifact(at: path, of: version.id),
                found.kind == .item, let digest = found.digest, let size = found.size
            else { return nil }
            return ModelInspection.File(digest: digest, size: size)
        }
        if !names.isDisjoint(with: Self.weights), !names.contains(Self.components),
            let configuration = try file("config.json"), let processor = try file(Self.processor)
        {
            kind = .checkpoint(configuration: configuration, processor: processor)
            return
        }
        guard let name = ModelInspection.graph(among: names), let graph = try file(name) else { return nil }
        kind = .graph(name: name, graph)
    }
}
