import Foundation

/// What a checkpoint is for, as far as its config.json says.
package struct CheckpointKind: Hashable, Sendable {
    /// What the model answers; `nil` when it tells classes of whole images apart.
    package let outputs: DenseGraph.Outputs?
    /// The `transformers` class that the file names, or else the one that its `model_type` is for.
    package let className: String
}

extension HuggingFaceLoader {
    /// What the checkpoint in `folder` is for; reads its config.json alone.
    ///
    /// - Throws: ``HuggingFaceError`` when it is for nothing that Roost can run.
    package static func kind(of folder: URL) throws(HuggingFaceError) -> CheckpointKind {
        try Architectures.kind(of: ModelConfig(folder: folder))
    }
}
