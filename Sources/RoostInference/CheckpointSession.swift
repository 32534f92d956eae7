import RoostEntities
import RoostHuggingFace
import RoostONNXRuntime

/// A graph built from a checkpoint, loaded, its weights left in their mapped files.
struct CheckpointSession: Sendable {
    let session: Session
    let input: ValueInfo
    let output: ValueInfo

    /// - Parameters:
    ///   - model: the bytes of the graph.
    ///   - weights: what it refers to; they live as long as the session.
    ///   - names: of its input and its output.
    ///   - architecture: what it was built as, for the message.
    ///   - engine: what it is to run on.
    /// - Throws: `ONNXRuntimeError`; ``RoostError`` when the graph lacks its input or output.
    init(
        _ model: [UInt8],
        weights: [CheckpointGraph.MappedWeights],
        names: (input: String, output: String),
        architecture: String,
        on engine: NativeEngine
    ) async throws {
        session = try await engine.runtime.session(
            model: model,
            weights: weights.map { file in
                ExternalWeights(location: file.name, bytes: file.mapping.bytes, owner: file.mapping)
            },
            options: engine.options
        )
        guard let input = session.inputs.first(where: { $0.name == names.input }),
            let output = session.outputs.first(where: { $0.name == names.output })
        else {
            throw RoostError(.internal, "the graph built for '\(architecture)' lost its input or output")
        }
        self.input = input
        self.output = output
    }
}
