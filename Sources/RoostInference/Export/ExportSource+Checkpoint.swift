import Foundation
import RoostEntities
import RoostHuggingFace

extension ExportSource {
    /// Builds the graph of a Hugging Face checkpoint, of standard operators alone.
    static func checkpoint(_ folder: URL, task: ModelTask?, shape: InputShape?) throws -> ExportSource {
        guard try HuggingFaceLoader.kind(of: folder).outputs == nil else {
            return try dense(folder, task: task, shape: shape)
        }
        let graph = try HuggingFaceLoader.load(folder: folder, imageSize: shape?.size, standardOperatorsOnly: true)
        if let shape { try check(shape, channels: graph.channels) }
        var declaration = ONNXDeclaration()
        declaration.task = .imageClassification
        declaration.labels = graph.labels
        declaration.scoring = Scoring(graph.scoring)
        declaration.input = graph.inputName
        declaration.output = graph.outputName
        declaration.image = ONNXDeclaration.ImageSteps(graph.processor)
        return ExportSource(
            graph: .built(graph.model),
            weights: files(graph.weights),
            declaration: declaration,
            architecture: graph.architecture,
            extents: shape.map { ["batch": $0.batch] } ?? [:],
            warnings: graph.warnings
        )
    }

    private static func dense(_ folder: URL, task: ModelTask?, shape: InputShape?) throws -> ExportSource {
        let graph = try HuggingFaceLoader.loadDense(folder: folder, standardOperatorsOnly: true)
        var declaration = ONNXDeclaration()
        declaration.task = graph.outputs.task(wanted: task)
        declaration.labels = graph.labels
        declaration.input = graph.imageInput
        declaration.mask = graph.maskInput
        declaration.outputs = ONNXDeclaration.Outputs(graph.outputs)
        var steps = ONNXDeclaration.ImageSteps(graph.processor)
        var extents: [String: Int] = [:]
        if let shape {
            try check(shape, channels: graph.channels)
            try check(shape.size, divisor: graph.processor.sizeDivisor)
            steps = steps.producing(shape.size)
            extents = ["batch": shape.batch, "height": shape.size.height, "width": shape.size.width]
        }
        declaration.image = steps
        return ExportSource(
            graph: .built(graph.model),
            weights: files(graph.weights),
            declaration: declaration,
            architecture: graph.architecture,
            extents: extents,
            warnings: graph.warnings
        )
    }

    private static func check(_ shape: InputShape, channels: Int) throws(RoostError) {
        guard shape.channels == channels else {
            throw RoostError(
                .invalidArgument,
                "the model takes images of \(channels) channels, not \(shape.channels); "
                    + "write \(shape.batch)x\(channels)x\(shape.size)"
            )
        }
    }

    private static func check(_ size: ImageSize, divisor: Int?) throws(RoostError) {
        guard let divisor, !size.height.isMultiple(of: divisor) || !size.width.isMultiple(of: divisor) else { return }
        func up(_ side: Int) -> Int { (side + divisor - 1) / divisor * divisor }
        throw RoostError(
            .invalidArgument,
            "the model is made for sides that are multiples of \(divisor), and \(size) is not; "
                + "take \(up(size.height))x\(up(size.width))"
        )
    }

    private static func files(_ weights: [CheckpointGraph.MappedWeights]) -> [String: MappedFile] {
        Dictionary(weights.map { ($0.name, $0.mapping) }) { first, _ in first }
    }
}

extension ONNXDeclaration.Outputs {
    fileprivate init(_ outputs: DenseGraph.Outputs) {
        let names = outputs.names
        switch outputs {
        case .pixels: pixels = names[0]
        case .boxes: (classes, boxes) = (names[0], names[1])
        case .boxesAndMasks: (classes, boxes, masks) = (names[0], names[1], names[2])
        case .masks: (classes, masks) = (names[0], names[1])
        }
    }
}
