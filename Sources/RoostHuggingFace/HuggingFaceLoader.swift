import Foundation
import RoostONNX
import RoostTensors

/// Turns a checkpoint folder into a graph, without Python, torch or a copy of the weights.
package enum HuggingFaceLoader {
    private static let inputName = "pixel_values"
    private static let outputName = "logits"
    /// A new head is part of the graph's own bytes, which protobuf limits to 2 GiB.
    private static let maximumHeadParameters = 64 << 20

    /// The families that can be loaded for `type`.
    package static func availableModels(_ type: ModelType) -> [AvailableModel] {
        guard type == .classification else { return [] }
        return Architectures.all.map { architecture in
            AvailableModel(
                modelType: architecture.modelType,
                className: architecture.className,
                type: type,
                requiredFiles: ["config.json", "model.safetensors or model.safetensors.index.json"]
            )
        }
    }

    /// Loads what the configuration names.
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
        guard !availableModels(configuration.type).isEmpty else {
            throw HuggingFaceError(
                .unsupported,
                "type: Roost cannot load models for \(configuration.type) yet; it can for classification"
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
        let config = try ModelConfig(folder: folder)
        let architecture = try Architectures.architecture(for: config)
        if let channels, channels != architecture.channels {
            throw HuggingFaceError(
                .unsupported,
                "channels: the checkpoint takes \(architecture.channels), not \(channels); leave the field out"
            )
        }
        var warnings: [String] = []
        let declared = try processor(in: folder, architecture: architecture, warnings: &warnings)
        let (size, fitted) = try fit(declared, to: architecture, wanted: imageSize, warnings: &warnings)
        let processor = try fitted.feeding(channels: architecture.channels)
        if let warning = architecture.warning(size: size) { warnings.append(warning) }

        let graph = GraphBuilder(name: config.modelType, standardOperatorsOnly: standardOperatorsOnly)
        var network = Network(graph: graph, checkpoint: try Checkpoint(folder: folder))
        let image = network.graph.input(
            inputName,
            .float32,
            [.symbolic("batch"), .fixed(architecture.channels), .fixed(size.height), .fixed(size.width)]
        )
        let features = try architecture.features(of: image, size: size, in: &network)
        let labels = labels(wanted: labelCount, config: config)
        let hasHead = network.has("\(architecture.head.name).weight")
        let logits: Value
        if hasHead, labels == config.labels {
            logits = try network.classify(features, architecture.head, labels: labels.count)
        } else if labelCount != nil {
            try check(architecture.head, labelCount: labels.count)
            logits = network.classifyAnew(features, architecture.head, labels: labels.count, seed: seed)
            warnings.append(
                "the head is new, with \(labels.count) classes: it is random (seed \(seed)) until it is trained"
            )
        } else {
            throw HuggingFaceError(
                .missing,
                "the checkpoint (\(config.architecture ?? "of no class named")) has no "
                    + "'\(architecture.head.name).weight', so it tells no classes apart; give num_classes for a new head"
            )
        }
        network.graph.output(logits, as: outputName, .float32, [.symbolic("batch"), .fixed(labels.count)])
        return CheckpointGraph(
            model: network.graph.model().serialized,
            weights: network.checkpoint.files.map { .init(name: $0.mapping.name, mapping: $0.mapping) },
            inputName: inputName,
            outputName: outputName,
            channels: architecture.channels,
            imageSize: size,
            labels: labels,
            scoring: scoring(config, labelCount: labels.count),
            processor: processor,
            architecture: config.modelType,
            warnings: warnings
        )
    }

    /// `nil` for the hub, which is another's to ask.
    private static func folder(of source: PretrainedSource) -> URL? {
        guard case .folder(let path) = source else { return nil }
        return URL(filePath: path, directoryHint: .isDirectory)
    }

    private static func processor(
        in folder: URL,
        architecture: any Architecture,
        warnings: inout [String]
    ) throws(HuggingFaceError) -> ImageProcessorConfiguration {
        let type = Swift.type(of: architecture)
        let name = ImageProcessorConfiguration.fileName
        let path = folder.appending(path: name).path(percentEncoded: false)
        guard FileManager.default.fileExists(atPath: path) else {
            warnings.append(
                "\(name) is missing: images are prepared as \(type.defaultProcessor.rawValue)ImageProcessor does by default"
            )
            let defaults = type.defaultProcessor.defaults
            return architecture.nativeSize.map(defaults.producing) ?? defaults
        }
        return try ImageProcessorConfiguration(JSONFile(path: path, name: name), default: type.defaultProcessor)
    }

    /// The size of the images, and the processor that makes them so.
    private static func fit(
        _ processor: ImageProcessorConfiguration,
        to architecture: any Architecture,
        wanted: ImageSize?,
        warnings: inout [String]
    ) throws(HuggingFaceError) -> (ImageSize, ImageProcessorConfiguration) {
        if let wanted { return (wanted, processor.producing(wanted)) }
        if let size = processor.outputSize { return (size, processor) }
        guard let size = architecture.nativeSize else {
            throw HuggingFaceError(
                .unsupported,
                "\(ImageProcessorConfiguration.fileName): leaves images in many sizes; give image_size"
            )
        }
        guard processor.resize != nil else { return (size, processor) }
        warnings.append(
            "\(ImageProcessorConfiguration.fileName) leaves images in many sizes: they are resized to \(size), "
                + "whatever their aspect ratio"
        )
        return (size, processor.producing(size))
    }

    /// The checkpoint's labels, or `LABEL_0`, `LABEL_1`, … where another number of them is wanted.
    private static func labels(wanted: Int?, config: ModelConfig) -> [String] {
        guard let wanted, wanted != config.labels.count else { return config.labels }
        return (0..<wanted).map { "LABEL_\($0)" }
    }

    private static func check(_ head: ClassificationHead, labelCount: Int) throws(HuggingFaceError) {
        guard labelCount > 0, labelCount <= maximumHeadParameters / head.features else {
            throw HuggingFaceError(
                .invalid,
                "num_classes: a head of \(labelCount) x \(head.features) parameters is out of range; "
                    + "at most \(maximumHeadParameters) are allowed"
            )
        }
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
