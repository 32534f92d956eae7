import HTTPTypes
import RoostEntities
import RoostOperations

/// What runs tell of models that came out of them.
struct RunModelRoutes: Sendable {
    /// The tag that lists the models that clients before MLflow 3 tell a run of.
    private static let historyTag = "mlflow.log-model.history"

    let tracking: Tracking

    var table: [MLflowRoute] {
        [
            MLflowRoute(.post, "runs/outputs", logOutputs),
            MLflowRoute(.post, "runs/log-model", logModel),
        ]
    }

    private func logOutputs(_ fields: Fields, _ caller: Caller) async throws -> [UInt8] {
        let id = try fields.runID
        guard fields["models"] != nil else { throw fields.missing("models") }
        let models = try fields.objects("models")
        try RunWritingRoutes.check(models.count, "models", limit: 1000)
        let outputs = try models.enumerated().map { index, model in
            TrackedRun.ModelOutput(
                model: try LoggedModel.ID(model.needed("model_id", at: "models[\(index)]")),
                step: try model.integer("step") ?? 0
            )
        }
        try await tracking.operations.addTrackedOutputs(outputs, to: id, in: tracking.project, as: caller)
        return .nothing
    }

    /// Appends the description of a model to the run's tag that lists them.
    private func logModel(_ fields: Fields, _ caller: Caller) async throws -> [UInt8] {
        let id = try fields.runID
        let entry = try Self.historyEntry(fields.needed("model_json"))
        try await tracking.operations.changeTrackedTag(
            Self.historyTag,
            of: id,
            in: tracking.project,
            as: caller
        ) { before in
            var writer = JSONWriter()
            writer.value(.array(Self.history(before) + [entry]))
            return String(decoding: writer.bytes, as: UTF8.self)
        }
        return .nothing
    }

    /// What is kept of a model's description: where and when it came from, and its flavors without their settings.
    private static func historyEntry(_ json: String) throws(RoostError) -> JSONValue {
        guard case .object(let model)? = try? JSONReader.value(of: Array(json.utf8)) else {
            throw RoostError(
                .invalidArgument,
                "Malformed model info. \n \(json.prefix(1000)) \n is not a valid JSON."
            )
        }
        let missing = ["artifact_path", "flavors", "run_id", "utc_time_created"].filter { model[$0] == nil }
        guard missing.isEmpty else {
            let names = missing.map { "'\($0)'" }.joined(separator: ", ")
            throw RoostError(.invalidArgument, "Model json is missing mandatory fields: {\(names)}")
        }
        var entry = model.filter { ["run_id", "utc_time_created", "artifact_path", "model_uuid"].contains($0.key) }
        guard case .object(let flavors)? = model["flavors"] else {
            throw RoostError(.invalidArgument, "The flavors of a model must be a JSON object.")
        }
        entry["flavors"] = .object(
            flavors.mapValues { flavor in
                guard case .object(let settings) = flavor else { return flavor }
                return .object(settings.filter { $0.key != "config" })
            }
        )
        return .object(entry)
    }

    /// None in a tag that somebody set to something else.
    private static func history(_ text: String?) -> [JSONValue] {
        guard let text, case .array(let entries)? = try? JSONReader.value(of: Array(text.utf8)) else { return [] }
        return entries
    }
}

extension Fields {
    /// What is needed of an element of a list at `place` of the request.
    func needed(_ name: String, at place: String) throws(RoostError) -> String {
        guard let text = try filled(name) else { throw missing("\(place).\(name)") }
        return text
    }
}
