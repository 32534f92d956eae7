import RoostOperations

extension RegistryRefusal {
    /// MLflow's sentence.
    var message: String {
        switch self {
        case .noModel(let name): "Registered Model with name=\(name) not found"
        case .modelExists(let name): "Registered Model (name=\(name)) already exists."
        case .noVersion(let name, let number): "Model Version (name=\(name), version=\(number)) not found"
        case .noLatest(let name): "Latest version not found for model \(name)."
        case .noAlias(let alias): "Registered model alias \(alias) not found."
        case .sourceElsewhere(let source, let holder):
            "Invalid model version source: '\(source)'. The \(holder.parameter) request parameter must identify the "
                + "resource that contains the source."
        case .otherLineage(let source):
            "Invalid model version source: '\(source)'. The run_id and model_id request parameters must match the "
                + "referenced model version."
        case .sourceIsPrompt(let source):
            "Invalid model version source: '\(source)'. Prompt versions cannot be used as model version sources."
        }
    }
}

extension RegistryRefusal.Holder {
    fileprivate var parameter: String {
        switch self {
        case .run: "run_id"
        case .loggedModel: "model_id"
        }
    }
}
