import Foundation
import RoostONNX
import RoostTensors

/// Turns a checkpoint folder into a graph, without Python, torch or a copy of the weights.
package enum HuggingFaceLoader {
    static let inputName = "pixel_values"
    private static let outputName = "logits"

    /// The families that can be loaded for `type`.
    package static func availableModels(_ type: ModelType) -> [AvailableModel] {
        switch type {
        case .classification:
            Architectures.all.map { family in
                AvailableModel(family.modelType, family.className, type, outputs: nil, family.defaultProcessor)
            }
        case .detection, .segmentation:
            Architectures.dense.filter { $0.type == type }.map { family in
                AvailableModel(
                    family.modelType,
                    family.className,
                    type,
                    outputs: family.outputs,
                    family.defaultProcessor
                )
            }
        }
    }

    /// Loads the classifier that the configuration names.
    ///
    /// Reads and maps files: call it off the cooperative pool. A checkpoint from the hub must have been fetched into
    /// `folder`. With `standardOperatorsOnly`, engines other than ONNX Runtime can run the graph too. `seed` is for the
    /// parameters of a new head.
    ///
    /// - Throws: ``HuggingFaceError``.
    package static func load(
        _ configuration: ModelConfiguration,
        from folder: URL? = nil,
        standardOperatorsOnly: Bool = false,
        seed: UInt64 = 0
    ) throws(HuggingFaceError) -> CheckpointGraph {
        guard configuration.type == .classification else {
            throw HuggingFaceError(
                .unsupported,
                "type: a model for \(configuration.type) is no classifier; set it to classification, or load it for "
                    + "\(configuration.type)"
            )
        }
        guard let folder = folder ?? Self.folder(of: configuration.pretrained) else {
            throw HuggingFaceError(.missing, "pretrained: the checkpoint is on the hub; fetch it first")
        }
        return try load(
            folder: folder,
            labelCount: configuration.labelCount,
            imageSize: configuration.imageSize,
            channels: configuration.channels,
            standardOperatorsOnly: standardOperatorsOnly,
            seed: seed
        )
    }

    /// Loads a checkpoint folder, changed only where an argument says so.
    ///
    /// - Throws: ``HuggingFaceError``.
    package static func load(
        folder: URL,
        labelCount: Int? = nil,
        imageSize: ImageSize? = nil,
        channels: Int? = nil,
        standardOperatorsOnly: Bool = false,
        seed: UInt64 = 0
    ) throws(HuggingFaceError) -> CheckpointGraph {
        try ModelConfiguration.check(labelCount: labelCount, imageSize: imageSize, channels: channels)
        let config = try ModelConfig(folder: folder)
        let architecture = try Architectures.architecture(for: config)
        if let channels, channels != architecture.channels {
            throw HuggingFaceError(
                .unsupported,
                "channels: the checkpoint takes \(architecture.channels), not \(channels); leave the field out"
            )
        }
        let fit = try ImageFit(folder: folder, architecture: architecture, wanted: imageSize)
        let graph = GraphBuilder(name: config.modelType, standardOperatorsOnly: standardOperatorsOnly)
        var network = Network(graph: graph, checkpoint: try Checkpoint(folder: folder))
        let image = network.image(inputName, channels: architecture.channels, size: fit.size)
        let features = try architecture.features(of: image, size: fit.size, in: &network)
        let labels = labels(wanted: labelCount, config: config)
        let logits: Value
        var warnings = fit.warnings
        if network.has(architecture.head), labels == config.labels {
            logits = try network.classify(features, architecture.head, labels: labels.count)
        } else {
            guard labelCount != nil else { throw noHead(architecture.head, config) }
            logits = try network.classifyAnew(features, architecture.head, labels: labels.count, seed: seed)
            warnings.append(
                "the head is new, with \(labels.count) classes: it is random (seed \(seed)) until it is trained"
            )
        }
        network.graph.output(logits, as: outputName, .float32, [.symbolic("batch"), .fixed(labels.count)])
        return CheckpointGraph(
            model: network.graph.model().serialized,
            weights: network.checkpoint.files.map { .init(name: $0.mapping.name, mapping: $0.mapping) },
            inputName: inputName,
            outputName: outputName,
            channels: architecture.channels,
            imageSize: fit.size,
            labels: labels,
            scoring: scoring(config, labelCount: labels.count),
            processor: fit.processor,
            architecture: config.modelType,
            warnings: warnings
        )
    }

    /// `nil` for the hub, which is another's to ask.
    private static func folder(of source: PretrainedSource) -> URL? {
        guard case .folder(let path) = source else { return nil }
        return URL(filePath: path, directoryHint: .isDirectory)
    }

    /// The checkpoint's labels, or `LABEL_0`, `LABEL_1`, … where another number of them is wanted.
    private static func labels(wanted: Int?, config: ModelConfig) -> [String] {
        guard let wanted, wanted != config.labels.count else { return config.labels }
        return (0..<wanted).map { "LABEL_\($0)" }
    }

    private static func noHead(_ head: ClassificationHead, _ config: ModelConfig) -> HuggingFaceError {
        HuggingFaceError(
            .missing,
            "the checkpoint (\(config.architecture ?? "of no class named")) has no '\(head.name).weight', so it tells no "
                + "classes apart; give num_classes for a new head"
        )
    }

    /// As the image-classification pipeline of `transformers` chooses.
    private static func scoring(_ config: ModelConfig, labelCount: Int) -> CheckpointGraph.Scoring {
        switch config.problemType {
        case .multiLabel: .sigmoid
        case _ where labelCount == 1: .sigmoid
        case .regression, .singleLabel, nil: .softmax
        }
    }
}
