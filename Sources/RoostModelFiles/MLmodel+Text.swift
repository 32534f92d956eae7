import RoostEntities

extension MLmodel {
    /// Of a schema, in bytes; a longer one is left out.
    ///
    /// Quoted it grows fourfold at most, so two fit into what may be read.
    private static let largestSchema = sizeLimit / 10

    /// The text by which MLflow's client loads a model that was made without MLflow.
    ///
    /// - Parameters:
    ///   - model: What lies beside the text.
    ///   - moment: When it was made.
    /// - Returns: The same bytes for the same model and moment.
    package static func text(of model: BareModel, madeAt moment: Timestamp) -> String {
        // MLflow keeps moments in UTC, without saying so.
        let moment = YAMLText.text(moment.description.replacing("T", with: " ").replacing("Z", with: ""))
        switch model {
        case .graph(let file, let inputs, let outputs):
            let flavors = YAMLText.members([
                onnx: .members(["data": .text(file)]),
                pythonFunction: .members(["data": .text(file), "loader_module": .text("mlflow.onnx")]),
            ])
            guard let signature = signature(inputs, outputs) else {
                return YAMLText.members(["flavors": flavors, "utc_time_created": moment]).document
            }
            return YAMLText.members([
                "flavors": flavors, "signature": signature, "utc_time_created": moment,
            ]).document
        case .checkpoint(let pipeline):
            return YAMLText.members(["flavors": flavors(of: pipeline), "utc_time_created": moment]).document
        }
    }

    private static func flavors(of pipeline: TransformersPipeline) -> YAMLText {
        let members: YAMLText = .members([
            "components": .list([.text(TransformersPipeline.component)]),
            "framework": .text("pt"),
            "\(TransformersPipeline.component)_type": .text("AutoImageProcessor"),
            "instance_type": .text(pipeline.pipelineClass),
            "model_binary": .text(topFolder),
            "pipeline_model_type": .text(pipeline.modelClass),
            "task": .text(pipeline.task),
        ])
        guard pipeline.isFunction else { return .members([transformers: members]) }
        return .members([
            pythonFunction: .members(["loader_module": .text("mlflow.transformers")]),
            transformers: members,
        ])
    }

    /// One input goes without a name, so that an array can be handed in for it; several have theirs.
    private static func signature(_ inputs: [BareModel.Tensor], _ outputs: [BareModel.Tensor]) -> YAMLText? {
        guard let taken = schema(of: inputs, named: inputs.count > 1) else { return nil }
        guard let given = schema(of: outputs, named: true) else { return .members(["inputs": .text(taken)]) }
        return .members(["inputs": .text(taken), "outputs": .text(given)])
    }

    /// `nil` for one of nothing, and for one that is too long.
    private static func schema(of tensors: [BareModel.Tensor], named: Bool) -> String? {
        guard !tensors.isEmpty, let schema = TensorSignature.schema(of: tensors, named: named),
            schema.utf8.count <= largestSchema
        else { return nil }
        return schema
    }
}
