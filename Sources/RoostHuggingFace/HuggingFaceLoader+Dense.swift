import Foundation
import RoostONNX
import RoostTensors

extension HuggingFaceLoader {
    private static let imageInput = "pixel_values"
    private static let maskInput = "pixel_mask"

    /// Loads a detector or a segmenter; `type` tells apart what a `model_type` alone does not.
    ///
    /// Without `imageSize` the graph takes images of every size. Reads and maps files: call it off the cooperative pool.
    /// With `standardOperatorsOnly`, engines other than ONNX Runtime can run the graph too.
    ///
    /// - Throws: ``HuggingFaceError``.
    package static func loadDense(
        folder: URL,
        type: ModelType? = nil,
        imageSize: ImageSize? = nil,
        standardOperatorsOnly: Bool = false
    ) throws(HuggingFaceError) -> DenseGraph {
        try ModelConfiguration.check(labelCount: nil, imageSize: imageSize, channels: nil)
        let config = try ModelConfig(folder: folder)
        let family = try Architectures.denseFamily(for: config, type: type)
        let architecture = try family.make(config)
        var warnings: [String] = []
        let processor = try processor(in: folder, family: family, warnings: &warnings)
            .feeding(channels: architecture.channels)
        let graph = GraphBuilder(name: config.modelType, standardOperatorsOnly: standardOperatorsOnly)
        var network = Network(graph: graph, checkpoint: try Checkpoint(folder: folder))
        let sides = [
            imageSize.map { Dimension.fixed($0.height) } ?? .symbolic("height"),
            imageSize.map { Dimension.fixed($0.width) } ?? .symbolic("width"),
        ]
        let batch = Dimension.symbolic("batch")
        let image = network.graph.input(imageInput, .float32, [batch, .fixed(architecture.channels)] + sides)
        let mask = family.takesPixelMask ? network.graph.input(maskInput, .int64, [batch] + sides) : .absent
        let outputs = try architecture.outputs(of: image, mask: mask, in: &network)
        for (name, output) in zip(family.outputs.names, outputs) {
            network.graph.output(output.value, as: name, .float32, output.dimensions)
        }
        return DenseGraph(
            model: network.graph.model().serialized,
            weights: network.checkpoint.files.map { .init(name: $0.mapping.name, mapping: $0.mapping) },
            imageInput: imageInput,
            maskInput: family.takesPixelMask ? maskInput : nil,
            outputs: family.outputs,
            channels: architecture.channels,
            imageSize: imageSize,
            labels: config.labels,
            processor: imageSize.map(processor.producing) ?? processor,
            type: family.type,
            architecture: config.modelType,
            className: family.className,
            warnings: warnings
        )
    }

    private static func processor(
        in folder: URL,
        family: DenseFamily,
        warnings: inout [String]
    ) throws(HuggingFaceError) -> ImageProcessorConfiguration {
        let kind = family.defaultProcessor
        let name = ImageProcessorConfiguration.fileName
        guard let path = ImageProcessorConfiguration.path(for: folder) else {
            warnings.append("\(name) is missing: images are prepared as \(kind.rawValue)ImageProcessor does by default")
            return kind.defaults
        }
        return try ImageProcessorConfiguration(JSONFile(path: path, name: name), default: kind, mayPad: true)
    }
}
