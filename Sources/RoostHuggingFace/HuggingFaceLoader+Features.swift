import Foundation
import RoostONNX
import RoostTensors

extension HuggingFaceLoader {
    /// Loads a checkpoint folder up to what its head reads; whether it has a head does not matter.
    ///
    /// The graph is the one of ``load(folder:labelCount:imageSize:channels:standardOperatorsOnly:seed:)`` but for its
    /// last node. Reads and maps files: call it off the cooperative pool.
    ///
    /// - Throws: ``HuggingFaceError``.
    package static func loadFeatures(folder: URL) throws(HuggingFaceError) -> FeatureGraph {
        let config = try ModelConfig(folder: folder)
        let architecture = try Architectures.architecture(for: config)
        let fit = try ImageFit(folder: folder, architecture: architecture, wanted: nil)
        var network = Network(graph: GraphBuilder(name: config.modelType), checkpoint: try Checkpoint(folder: folder))
        let image = network.image(inputName, channels: architecture.channels, size: fit.size)
        let features = try architecture.features(of: image, size: fit.size, in: &network)
        let width = architecture.head.features
        network.graph.output(features, as: "features", .float32, [.symbolic("batch"), .fixed(width)])
        return FeatureGraph(
            model: network.graph.model().serialized,
            weights: network.checkpoint.files.map { .init(name: $0.mapping.name, mapping: $0.mapping) },
            inputName: inputName,
            outputName: "features",
            features: width,
            channels: architecture.channels,
            imageSize: fit.size,
            processor: fit.processor,
            architecture: config.modelType,
            warnings: fit.warnings
        )
    }

    /// How many numbers the head reads.
    package static func features(of folder: URL) throws(HuggingFaceError) -> Int {
        try Architectures.architecture(for: ModelConfig(folder: folder)).head.features
    }

    /// How many classes the configuration names, and whether the weights have a head for them.
    package static func head(of folder: URL) throws(HuggingFaceError) -> (labelCount: Int, isThere: Bool) {
        let config = try ModelConfig(folder: folder)
        let head = try Architectures.architecture(for: config).head
        let checkpoint = try Checkpoint(folder: folder)
        return (config.labels.count, checkpoint["\(head.name).weight"] != nil)
    }
}
