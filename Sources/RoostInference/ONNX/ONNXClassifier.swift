import Foundation
import RoostAdapters
import RoostEntities
import RoostImaging
import RoostModelFiles
import RoostONNXRuntime
import RoostTensors

/// Classifies images with a plain `.onnx` file, prepared as a file beside it declares: see ``ONNXDeclaration``.
///
/// The model takes one tensor of floats, `[batch, channels, height, width]`, and gives `[batch, labels]`.
package struct ONNXClassifier: ClassifyingAdapter {
    package static let name = ONNXAdapter.name
    package static let role = "classifier"

    package let classifier: ImageClassifier
    package let warnings: [String]
    package let batchSize: Int

    package var labels: [String] { classifier.labels }

    package static func load(_ folder: URL, on engine: NativeEngine) async throws -> ONNXClassifier {
        let files = try ONNXFolder(folder)
        let session = try await engine.runtime.session(file: files.model, options: engine.options)
        let declaration = try files.declaration(metadata: session.metadata)
        let input = try input(of: session, named: declaration.input)
        let output = try output(of: session, named: declaration.output)
        let labels = try files.labels(declaration, count: output.dimensions[1].extent)
        let channels = try channels(of: input)
        let classifier = ImageClassifier(
            session: session,
            input: input,
            output: output,
            preprocessing: try files.preprocessing(declaration, channels: channels),
            labels: labels,
            scoring: try files.scoring(declaration, labelCount: labels.count)
        )
        return ONNXClassifier(
            classifier: classifier,
            warnings: warnings(about: input, signature: files.signature),
            batchSize: try batchSize(of: input, wanted: engine.batchSize ?? ImageClassifier.batchSize)
        )
    }

    package func prepare(_ content: ItemContent) throws -> ScaledImage {
        try classifier.prepare(content)
    }

    package func predict(_ batch: [ScaledImage], options: PredictOptions) async throws -> [Prediction] {
        try await classifier.predict(batch, options: options)
    }

    package func probabilities(_ batch: [ScaledImage]) async throws -> [[Float]] {
        try await classifier.probabilities(batch)
    }

    private static func input(of session: Session, named name: String?) throws(RoostError) -> ValueInfo {
        guard session.inputs.count == 1, let input = session.inputs.first, name ?? input.name == input.name else {
            throw unfit("one input\(name.map { " '\($0)'" } ?? "")", session.inputs)
        }
        guard input.elementType == .float32, input.dimensions.count == 4 else {
            throw unfit("an input of float32[batch, channels, height, width]", session.inputs)
        }
        return input
    }

    private static func output(of session: Session, named name: String?) throws(RoostError) -> ValueInfo {
        let fitting = session.outputs.filter { output in
            output.elementType == .float32 && output.dimensions.count == 2 && (name ?? output.name) == output.name
        }
        guard fitting.count == 1, let output = fitting.first else {
            let wanted = name.map { "an output '\($0)'" } ?? "exactly one output, or one named in roost.json,"
            throw unfit("\(wanted) of float32[batch, labels]", session.outputs)
        }
        return output
    }

    /// What was logged need not be what is there.
    private static func warnings(about input: ValueInfo, signature: TensorSignature?) -> [String] {
        guard let signature, !signature.allows(input.dimensions.map(\.extent)) else { return [] }
        return [
            "the signature in \(MLmodel.fileName) says \(signature), but the model takes \(input); it is run as it is"
        ]
    }

    private static func unfit(_ wanted: String, _ values: [ValueInfo]) -> RoostError {
        let found = values.map(\.description).joined(separator: "; ")
        return RoostError(.unsupported, "a model that classifies images has \(wanted); this one has \(found)")
    }

    /// How many channels the images have; 3 when the model leaves that open.
    ///
    /// - Throws: `unsupported` when there are neither 1 nor 3.
    static func channels(of input: ValueInfo) throws(RoostError) -> Int {
        guard let channels = input.dimensions[1].extent else { return 3 }
        guard channels == 1 || channels == 3 else {
            throw unfit("1 or 3 channels as its second dimension", [input])
        }
        return channels
    }

    /// How many images the model takes at once: as many as are wanted, or 1.
    ///
    /// - Throws: `unsupported` when it takes another number of them and nothing else.
    static func batchSize(of input: ValueInfo, wanted: Int) throws(RoostError) -> Int {
        guard let fixed = input.dimensions[0].extent else { return wanted }
        guard fixed == 1 else {
            throw unfit("a free batch dimension, or one of 1", [input])
        }
        return 1
    }
}

extension ValueInfo.Dimension {
    /// `nil` when it is free.
    var extent: Int? {
        guard case .fixed(let extent) = self else { return nil }
        return extent
    }
}
