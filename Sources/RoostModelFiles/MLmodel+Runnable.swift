import RoostEntities

extension MLmodel {
    static let onnx = "onnx"
    static let transformers = "transformers"
    static let pythonFunction = "python_function"
    /// What a flavor calls the folder of the `MLmodel` itself.
    static let topFolder = "."

    /// What Roost can run of a model, and where it lies among the files beside the `MLmodel`.
    package enum Runnable: Hashable, Sendable {
        /// A Hugging Face checkpoint in this folder; `nil` for the one of the `MLmodel` itself.
        case checkpoint(folder: Artifact.Path?)
        /// A graph in this file; its external data lies beside it.
        case onnx(graph: Artifact.Path)
    }

    /// What there is to run.
    ///
    /// - Throws: `unsupported` for a model of other flavors, and for one that was logged without its weights;
    ///   `corrupted` for a place that is not among the files.
    package var runnable: Runnable {
        get throws(RoostError) {
            if let flavor = flavors[Self.onnx] {
                guard let graph = try Self.path("data", of: flavor, in: Self.onnx) else {
                    throw RoostError(.corrupted, "\(Self.fileName): 'onnx.data' does not say which file the graph is")
                }
                return .onnx(graph: graph)
            }
            guard let flavor = flavors[Self.transformers] else {
                let names = flavors.keys.sorted().prefix(5).map { quoted($0) }.joined(separator: ", ")
                throw RoostError(
                    .unsupported,
                    "\(Self.fileName): the model was logged as \(names.isEmpty ? "nothing" : names); MLflow's flavors "
                        + "that run here are onnx and transformers"
                )
            }
            if let adapter = flavor["peft_adaptor"], adapter != .null {
                throw RoostError(
                    .unsupported,
                    "\(Self.fileName): the model is a LoRA adapter; merge it into its base model and log that"
                )
            }
            if flavor["model_binary"] == .string(Self.topFolder) { return .checkpoint(folder: nil) }
            guard let folder = try Self.path("model_binary", of: flavor, in: Self.transformers) else {
                throw RoostError(
                    .unsupported,
                    "\(Self.fileName): the model was logged without its weights; complete it with "
                        + "mlflow.transformers.persist_pretrained_model, or log it with save_pretrained=True"
                )
            }
            return .checkpoint(folder: folder)
        }
    }

    /// What the `transformers` pipeline was for, such as `image-classification`.
    package var pipelineTask: String? {
        guard case .string(let task)? = flavors[Self.transformers]?["task"] else { return nil }
        return task
    }

    private static func path(
        _ member: String,
        of flavor: [String: JSONValue],
        in name: String
    ) throws(RoostError) -> Artifact.Path? {
        switch flavor[member] {
        case nil, .null: return nil
        case .string(let text):
            do throws(RoostError) {
                return try Artifact.Path(text)
            } catch {
                throw RoostError(.corrupted, "\(fileName): '\(name).\(member)': \(error.message)", cause: error)
            }
        default: throw RoostError(.corrupted, "\(fileName): '\(name).\(member)' is no text")
        }
    }
}
