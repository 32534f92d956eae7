/// The families Roost can build, by `model_type`.
enum Architectures {
    static let all = [Family(ViT.self), Family(ResNet.self), Family(ConvNeXt.self), Family(ConvNeXtV2.self)]

    /// Reads the part of the configuration that is the architecture's own.
    ///
    /// - Throws: ``HuggingFaceError`` naming the nearest family where this one is unknown.
    static func architecture(for config: ModelConfig) throws(HuggingFaceError) -> any Architecture {
        guard let family = all.first(where: { $0.modelType == config.modelType }) else {
            let known = all.map(\.modelType)
            let nearest = known.min { $0.distance(to: config.modelType) < $1.distance(to: config.modelType) }
            throw HuggingFaceError(
                .unsupported,
                "\(config.fields.name): 'model_type' is '\(config.modelType)', which Roost cannot build; it has "
                    + "\(known.joined(separator: ", ")) (nearest: \(nearest ?? "none")). Export the model to ONNX and "
                    + "push the .onnx file, or add the architecture (docs/adding-an-architecture.md)"
            )
        }
        return try family.make(config)
    }
}
