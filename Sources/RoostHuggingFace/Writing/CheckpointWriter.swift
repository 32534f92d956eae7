import Foundation
import RoostTensors

/// Writes a checkpoint that is another one with a new head.
package enum CheckpointWriter {
    /// What prepares images and is copied as it is.
    private static let copied = [ImageProcessorConfiguration.fileName, "processor_config.json"]

    /// Writes `config.json`, `model.safetensors` and the image processor's files into `folder`.
    ///
    /// All tensors but the head's are copied byte for byte, from as many files as the parent has, into one; the head is
    /// float32 whatever the others are, so that no digit of what was fitted is lost. Tensors of a parent that was saved
    /// without its head are named as `transformers` names them below one. The same parent and head always give the same
    /// bytes.
    ///
    /// Blocks.
    ///
    /// - Parameters:
    ///   - head: the new last layer.
    ///   - parent: the folder of the checkpoint it was fitted on.
    ///   - folder: exists.
    /// - Throws: ``HuggingFaceError`` when the parent cannot be read or has features of another width.
    package static func write(_ head: TrainedHead, on parent: URL, to folder: URL) throws(HuggingFaceError) {
        let config = try ModelConfig(folder: parent)
        let architecture = try Architectures.architecture(for: config)
        let place = architecture.head
        guard place.features == head.features else {
            throw HuggingFaceError(
                .invalid,
                "the new head reads \(head.features) features, the checkpoint has \(place.features); it belongs to "
                    + "another model"
            )
        }
        let checkpoint = try Checkpoint(folder: parent)
        // The tensors to be written lie in its mappings, and nothing else names it after they are gathered.
        defer { withExtendedLifetime(checkpoint) {} }
        let kind = type(of: architecture)
        let text = config.text(labels: head.labels, className: kind.className)
        try write(Data(text.utf8), as: ModelConfig.fileName, to: folder)
        try copyProcessors(from: parent, to: folder)
        let names = ["\(place.name).weight", "\(place.name).bias"]
        let isBare = !checkpoint.tensors.contains { $0.name.hasPrefix("\(kind.bodyName).") }
        var tensors: [SafetensorsWriter.Tensor] = []
        for (name, file, entry) in checkpoint.tensors where !names.contains(name) {
            let prefix = isBare ? "\(kind.bodyName)." : ""
            tensors.append(
                .init(name: prefix + name, type: entry.type, shape: entry.shape, bytes: file.bytes(of: entry))
            )
        }
        let weightShape = try shape([head.labels.count, head.features])
        let biasShape = try shape([head.labels.count])
        let file = folder.appending(path: Checkpoint.singleName)
        let result = head.weights.withUnsafeBytes { weights in
            head.biases.withUnsafeBytes { biases in
                Result { () throws(HuggingFaceError) in
                    tensors.append(.init(name: names[0], type: .float32, shape: weightShape, bytes: weights))
                    tensors.append(.init(name: names[1], type: .float32, shape: biasShape, bytes: biases))
                    try SafetensorsWriter.write(tensors, to: file)
                }
            }
        }
        try result.get()
    }

    private static func shape(_ dimensions: [Int]) throws(HuggingFaceError) -> Shape {
        do {
            return try Shape(dimensions)
        } catch {
            throw HuggingFaceError(.invalid, error.message)
        }
    }

    private static func copyProcessors(from parent: URL, to folder: URL) throws(HuggingFaceError) {
        for name in copied {
            guard let path = ImageProcessorConfiguration.file(named: name, for: parent) else { continue }
            let file = try MappedFile(path: path, name: name)
            defer { withExtendedLifetime(file) {} }
            guard file.bytes.count <= JSONFile.maximumSize else {
                throw HuggingFaceError(.invalid, "\(name): has \(file.bytes.count) bytes; it is no configuration")
            }
            try write(Data(file.bytes), as: name, to: folder)
        }
    }

    private static func write(_ data: Data, as name: String, to folder: URL) throws(HuggingFaceError) {
        do {
            try data.write(to: folder.appending(path: name))
        } catch {
            throw HuggingFaceError(.unreadable, "\(name): cannot be written: \(error)")
        }
    }
}
