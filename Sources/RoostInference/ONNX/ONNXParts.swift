import RoostEntities
import RoostHuggingFace
import RoostONNXRuntime
import RoostTensors

/// What the inputs and outputs of a detector or segmenter that others made are for.
struct ONNXParts {
    /// `[batch, channels, height, width]` floats.
    let image: ValueInfo
    /// The name of the input that is told which pixels are padding, `[batch, height, width]` whole numbers.
    let mask: String?
    let outputs: DenseGraph.Outputs
    /// What the model calls its outputs, by the names of ``outputs``.
    let names: [String: String]
    /// Without "no object"; `nil` when the model leaves it open.
    let labelCount: Int?

    /// - Throws: ``RoostError`` when the model is not as it is declared.
    init(_ session: Session, _ declaration: ONNXDeclaration) throws(RoostError) {
        let declared = declaration.outputs ?? ONNXDeclaration.Outputs()
        outputs = try declared.kind
        names = Dictionary(uniqueKeysWithValues: zip(outputs.names, declared.names))
        image = try Self.image(session, declaration)
        mask = declaration.mask
        for name in declared.names {
            guard session.outputs.contains(where: { $0.name == name && $0.elementType == .float32 }) else {
                throw Self.unfit("an output \(quoted(name)) of float32", session.outputs)
            }
        }
        let (name, axis, others) = declared.pixels.map { ($0, 1, 0) } ?? (declared.classes ?? "", 2, 1)
        let logits = session.outputs.first { $0.name == name }
        labelCount = logits.flatMap { logits in
            guard logits.dimensions.indices.contains(axis), let extent = logits.dimensions[axis].extent else {
                return nil
            }
            return extent - others
        }
    }

    private static func image(_ session: Session, _ declaration: ONNXDeclaration) throws(RoostError) -> ValueInfo {
        let images = session.inputs.filter { $0.name != declaration.mask }
        guard images.count == 1, let image = images.first, declaration.input ?? image.name == image.name,
            image.elementType == .float32, image.dimensions.count == 4
        else {
            throw unfit("one input of float32[batch, channels, height, width]", session.inputs)
        }
        guard let name = declaration.mask else { return image }
        guard
            session.inputs.contains(where: { $0.name == name && $0.elementType == .int64 && $0.dimensions.count == 3 })
        else {
            throw unfit("an input \(quoted(name)) of int64[batch, height, width]", session.inputs)
        }
        return image
    }

    private static func unfit(_ wanted: String, _ values: [ValueInfo]) -> RoostError {
        let found = values.map(\.description).joined(separator: "; ")
        return RoostError(.unsupported, "as it is declared, the model has \(wanted); this one has \(found)")
    }
}

extension ONNXDeclaration.Outputs {
    /// How outputs are read of which these are declared.
    ///
    /// - Throws: ``RoostError`` when there is no way to.
    var kind: DenseGraph.Outputs {
        get throws(RoostError) {
            switch (classes != nil, boxes != nil, masks != nil, pixels != nil) {
            case (false, false, false, true): return .pixels
            case (true, true, false, false): return .boxes
            case (true, true, true, false): return .boxesAndMasks
            case (true, false, true, false): return .masks
            default:
                throw RoostError(
                    .corrupted,
                    "\(ONNXDeclaration.fileName): 'outputs' has 'pixels' alone, or 'classes' with 'boxes', 'masks' or both"
                )
            }
        }
    }

    /// In the order of ``DenseGraph/Outputs/names``.
    var names: [String] { [classes, boxes, masks, pixels].compactMap(\.self) }
}
