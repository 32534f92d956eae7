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

/// One row of the table: what an ``Architecture`` type says of itself.
struct Family: Sendable {
    let modelType: String
    let className: String
    let make: @Sendable (ModelConfig) throws(HuggingFaceError) -> any Architecture

    init<A: Architecture>(_ type: A.Type) {
        modelType = A.modelType
        className = A.className
        make = { config throws(HuggingFaceError) in try A(config) }
    }
}

extension String {
    /// How many letters must be inserted, deleted or replaced to make one text of the other (Levenshtein).
    ///
    /// Only the first 64 letters count, so that a hostile name costs nothing.
    func distance(to other: String) -> Int {
        let target = Array(other.prefix(64))
        var row = Array(0...target.count)
        for (i, letter) in prefix(64).enumerated() {
            var diagonal = row[0]
            row[0] = i + 1
            for j in target.indices {
                let replaced = diagonal + (letter == target[j] ? 0 : 1)
                diagonal = row[j + 1]
                row[j + 1] = Swift.min(replaced, row[j] + 1, diagonal + 1)
            }
        }
        return row[target.count]
    }
}
