import Foundation
import RoostEntities
import RoostHuggingFace
import RoostImaging
import RoostONNX
import RoostTensors

extension ExportSource {
    /// Opens an ONNX file of others, to be handed out with what the files beside it say of it.
    static func plain(_ folder: URL, task: ModelTask?, shape: InputShape?) throws -> ExportSource {
        let files = try ONNXFolder(folder)
        let model = try MappedFile(path: files.model.path, name: files.model.lastPathComponent)
        let summary = try withExtendedLifetime(model) { try ONNXModelSummary.read(model.bytes) }
        var declaration = try files.declaration(metadata: summary.metadata)
        let input = try image(summary, named: declaration.input)
        var warnings: [String] = []
        try complete(&declaration, from: files, channels: input?.dimensions?[1], summary, task: task)
        if declaration.image == nil {
            warnings.append("nothing says how to prepare images for it: add roost.json with 'image' to the version")
        }
        var extents: [String: Int] = [:]
        if let shape {
            guard let input, let dimensions = input.dimensions else {
                throw RoostError(
                    .unsupported,
                    "the model has not one input of [batch, channels, height, width] whose extents could be fixed"
                )
            }
            extents = try Self.extents(dimensions, shape: shape, of: input.name)
            declaration.image = declaration.image?.producing(shape.size)
        }
        return ExportSource(
            graph: .file(model),
            weights: try files.weights(of: summary),
            declaration: declaration,
            architecture: "onnx",
            extents: extents,
            warnings: warnings
        )
    }

    /// The input that takes images, if it is clear which.
    private static func image(_ summary: ONNXModelSummary, named name: String?) throws -> ValueInfoProto? {
        let fitting = summary.inputs.filter { input in
            input.type == .float32 && input.dimensions?.count == 4 && (name ?? input.name) == input.name
        }
        return fitting.count == 1 ? fitting.first : nil
    }

    /// Writes into the declaration what the files beside the model say.
    private static func complete(
        _ declaration: inout ONNXDeclaration,
        from files: ONNXFolder,
        channels: RoostONNX.Dimension?,
        _ summary: ONNXModelSummary,
        task: ModelTask?
    ) throws {
        let count =
            switch channels {
            case .fixed(let count): count
            case .symbolic, nil: 3
            }
        if declaration.image == nil, let processor = try files.processor(mayPad: declaration.outputs != nil) {
            declaration.image = ONNXDeclaration.ImageSteps(try processor.feeding(channels: count))
        }
        if let image = declaration.image {
            _ = try ImagePreprocessing(image, channels: count, file: ONNXDeclaration.fileName)
        }
        guard declaration.outputs == nil else { return }
        declaration.task = declaration.task ?? task
        let rows = summary.outputs.filter { output in
            output.dimensions?.count == 2 && (declaration.output ?? output.name) == output.name
        }
        guard rows.count == 1, case .fixed(let labels)? = rows.first?.dimensions?[1] else { return }
        declaration.task = declaration.task ?? .imageClassification
        guard declaration.task == .imageClassification else { return }
        declaration.labels = try files.labels(declaration, count: labels)
        declaration.scoring = try files.scoring(declaration, labelCount: labels)
    }

    /// What the symbolic extents of an input are to be.
    private static func extents(
        _ dimensions: [RoostONNX.Dimension],
        shape: InputShape,
        of input: String
    ) throws(RoostError) -> [String: Int] {
        var extents: [String: Int] = [:]
        let wanted = [shape.batch, shape.channels, shape.size.height, shape.size.width]
        for (dimension, extent) in zip(dimensions, wanted) {
            switch dimension {
            case .fixed(let fixed):
                guard fixed == extent else {
                    let text = dimensions.map(\.text).joined(separator: ", ")
                    throw RoostError(
                        .invalidArgument,
                        "the model's input \(quoted(input)) is [\(text)], which \(shape) does not fit"
                    )
                }
            case .symbolic(""):
                throw RoostError(
                    .unsupported,
                    "an extent of the input \(quoted(input)) has no name, so it cannot be fixed; leave --static out"
                )
            case .symbolic(let name):
                guard extents[name] ?? extent == extent else {
                    throw RoostError(
                        .invalidArgument,
                        "two extents of the input \(quoted(input)) are both \(quoted(name)), so they must be equal"
                    )
                }
                extents[name] = extent
            }
        }
        return extents
    }
}

extension ONNXFolder {
    /// The files that have the model's weights, mapped.
    ///
    /// - Throws: ``RoostError`` for one that is not in the folder.
    func weights(of summary: ONNXModelSummary) throws -> [String: MappedFile] {
        var weights: [String: MappedFile] = [:]
        for location in Set(summary.externalData.map(\.location)).sorted() {
            guard !location.hasPrefix("/"), !location.split(separator: "/").contains("..") else {
                throw RoostError(
                    .corrupted,
                    "the model wants its weights from \(quoted(location)), which is not in its own folder"
                )
            }
            let file = model.deletingLastPathComponent().appending(path: location)
            weights[location] = try MappedFile(path: file.path(percentEncoded: false), name: location)
        }
        return weights
    }
}
