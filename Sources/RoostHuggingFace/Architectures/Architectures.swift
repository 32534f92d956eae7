/// The families Roost can build, by `model_type`.
enum Architectures {
    /// What tells classes of whole images apart.
    static let all = [
        Family(ViT.self), Family(ResNet.self), Family(ConvNeXt.self), Family(ConvNeXtV2.self),
        Family(SegFormerClassifier.self),
    ]

    /// What finds things in images.
    static let dense = [
        DenseFamily(DETR.self), DenseFamily(TableTransformer.self), DenseFamily(SegFormer.self),
        DenseFamily(DETRSegmenter.self), DenseFamily(Mask2Former.self),
    ]

    /// Reads the part of the configuration that is the classifier's own.
    ///
    /// - Throws: ``HuggingFaceError`` naming the nearest family where this one is unknown.
    static func architecture(for config: ModelConfig) throws(HuggingFaceError) -> any Architecture {
        if let family = all.first(where: { $0.modelType == config.modelType }) { return try family.make(config) }
        if let other = dense.first(where: { $0.modelType == config.modelType }) {
            let className = config.architecture ?? other.className
            throw HuggingFaceError(
                .unsupported,
                "\(config.fields.name): '\(className)' is a model for \(other.type), which does not classify images; "
                    + "take a checkpoint of \(list(all.map(\.modelType)))"
            )
        }
        throw unknown(config, known: all.map(\.modelType))
    }

    /// The detector or segmenter that the configuration means; `type` tells apart those that share a `model_type`.
    ///
    /// - Throws: ``HuggingFaceError`` naming the nearest family where this one is unknown.
    static func denseFamily(for config: ModelConfig, type: ModelType?) throws(HuggingFaceError) -> DenseFamily {
        let fitting = dense.filter { type == nil || $0.type == type }
        let candidates = fitting.filter { $0.modelType == config.modelType }
        if let named = candidates.first(where: { $0.className == config.architecture }) { return named }
        let others = dense.map(\.className) + all.map(\.className)
        guard let first = candidates.first else {
            guard others.contains(config.architecture ?? "") else {
                throw unknown(config, known: fitting.map(\.modelType))
            }
            throw wrongClass(config, known: fitting.map(\.className))
        }
        // A class of the same model_type that is for something else is no misspelling.
        guard !others.contains(config.architecture ?? "") else {
            throw wrongClass(config, known: candidates.map(\.className))
        }
        return first
    }

    /// What the configuration is for: where its `model_type` is for several things, the class it names decides.
    ///
    /// Without a class named, detecting and segmenting come before classifying: a `segformer` segments.
    ///
    /// - Throws: ``HuggingFaceError`` naming the nearest family where this one is unknown.
    static func kind(of config: ModelConfig) throws(HuggingFaceError) -> CheckpointKind {
        let named = dense.contains { $0.className == config.architecture }
        if let family = all.first(where: { $0.modelType == config.modelType }) {
            let isDense = dense.contains { $0.modelType == config.modelType }
            guard isDense, named || config.architecture == nil else {
                return CheckpointKind(outputs: nil, className: config.architecture ?? family.className)
            }
        } else if !dense.contains(where: { $0.modelType == config.modelType }) {
            throw unknown(config, known: (all.map(\.modelType) + dense.map(\.modelType)))
        }
        let family = try denseFamily(for: config, type: nil)
        return CheckpointKind(outputs: family.outputs, className: family.className)
    }

    private static func wrongClass(_ config: ModelConfig, known: [String]) -> HuggingFaceError {
        HuggingFaceError(
            .unsupported,
            "\(config.fields.name): the checkpoint is a '\(config.architecture ?? "")', which is for something else; "
                + "take a checkpoint of \(list(known))"
        )
    }

    private static func unknown(_ config: ModelConfig, known: [String]) -> HuggingFaceError {
        let nearest = known.min { $0.distance(to: config.modelType) < $1.distance(to: config.modelType) }
        return HuggingFaceError(
            .unsupported,
            "\(config.fields.name): 'model_type' is '\(config.modelType)', which Roost cannot build; it has "
                + "\(list(known)) (nearest: \(nearest ?? "none")). Export the model to ONNX and "
                + "push the .onnx file, or add the architecture (docs/adding-an-architecture.md)"
        )
    }

    /// Each name once, in the order of the table.
    private static func list(_ names: [String]) -> String {
        var seen: Set<String> = []
        return names.filter { seen.insert($0).inserted }.joined(separator: ", ")
    }
}
