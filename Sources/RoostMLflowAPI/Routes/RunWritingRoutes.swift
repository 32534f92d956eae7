import HTTPTypes
import RoostEntities
import RoostOperations

/// What runs tell while they go on.
struct RunWritingRoutes: Sendable {
    /// Room for profiles of datasets, which have 16 MiB at most.
    private static let largestInputs = 20 << 20

    let tracking: Tracking

    var table: [MLflowRoute] {
        [
            MLflowRoute(.post, "runs/log-metric", logMetric),
            MLflowRoute(.post, "runs/log-parameter", logParameter),
            MLflowRoute(.post, "runs/set-tag", setTag),
            MLflowRoute(.post, "runs/delete-tag", deleteTag),
            MLflowRoute(.post, "runs/log-batch", logBatch),
            MLflowRoute(.post, "runs/log-inputs", limit: Self.largestInputs, logInputs),
        ]
    }

    private func logMetric(_ fields: Fields, _ caller: Caller) async throws -> [UInt8] {
        let id = try fields.runID
        let point = try fields.point()
        let ofModel = try fields.modelMetric(point)
        let entries = TrackedEntries(metrics: [point], modelMetrics: ofModel.map { [$0] } ?? [])
        return try await log(entries, of: id, caller)
    }

    private func logParameter(_ fields: Fields, _ caller: Caller) async throws -> [UInt8] {
        let id = try fields.runID
        let (key, value) = try fields.parameter()
        do {
            return try await log(TrackedEntries(parameters: [key: value]), of: id, caller)
        } catch let error as RoostError {
            guard case .parametersAreWritten(let id, let parameters)? = error.cause as? TrackingRefusal,
                let kept = parameters.first
            else { throw error }
            throw RoostError(
                .failedPrecondition,
                "Changing param values is not allowed. Param with key='\(kept.key)' was already logged with "
                    + "value='\(kept.kept)' for run ID='\(id)'. Attempted logging new value '\(kept.refused)'."
            )
        }
    }

    private func setTag(_ fields: Fields, _ caller: Caller) async throws -> [UInt8] {
        let id = try fields.runID
        var entries = TrackedEntries()
        entries.add([try fields.tag()])
        return try await log(entries, of: id, caller)
    }

    private func log(_ entries: TrackedEntries, of id: String, _ caller: Caller) async throws -> [UInt8] {
        try await tracking.operations.logTrackedRun(id, entries, in: tracking.project, as: caller)
        return .nothing
    }

    private func deleteTag(_ fields: Fields, _ caller: Caller) async throws -> [UInt8] {
        let id = try fields.runID
        let key = try fields.needed("key")
        let (operations, project) = (try await tracking.operations, tracking.project)
        switch RunTag(key) {
        case .name:
            throw RoostError(.invalidArgument, "The tag \(key) is the name of the run; set it to another name.")
        case .note:
            try await operations.logTrackedRun(id, TrackedEntries(note: ""), in: project, as: caller)
        case .parent:
            try await operations.deleteTrackedParent(of: id, tag: key, in: project, as: caller)
        case .other:
            try await operations.deleteTrackedTag(key, of: id, in: project, as: caller)
        }
        return .nothing
    }

    private func logBatch(_ fields: Fields, _ caller: Caller) async throws -> [UInt8] {
        let id = try fields.runID
        let metrics = try fields.objects("metrics")
        let parameters = try fields.objects("params")
        let tags = try fields.objects("tags")
        try Self.check(metrics.count, "metrics", limit: 1000)
        try Self.check(parameters.count, "params", limit: 100)
        try Self.check(tags.count, "tags", limit: 100)
        try Self.check(metrics.count + parameters.count + tags.count, "metrics, params, and tags", limit: 1000)
        var entries = TrackedEntries()
        entries.metrics = try metrics.enumerated().map { try $1.point("metrics[\($0)]") }
        for (index, metric) in metrics.enumerated() where metric["model_id"] != nil {
            guard let ofModel = try metric.modelMetric(entries.metrics[index], "metrics[\(index)]") else { continue }
            entries.modelMetrics.append(ofModel)
        }
        entries.parameters = try Self.unique(parameters.enumerated().map { try $1.parameter("params[\($0)]") })
        entries.add(try tags.enumerated().map { try $1.tag("tags[\($0)]") })
        return try await log(entries, of: id, caller)
    }

    static func check(_ count: Int, _ what: String, limit: Int) throws(RoostError) {
        guard count > limit else { return }
        throw RoostError(
            .invalidArgument,
            "A batch logging request can contain at most \(limit) \(what). Got \(count) \(what). Please split up \(what) "
                + "across multiple requests and try again."
        )
    }

    private static func unique(_ parameters: [(key: String, value: String)]) throws(RoostError) -> [String: String] {
        var values: [String: String] = [:]
        let twice = parameters.filter { values.updateValue($0.value, forKey: $0.key) != nil }.map { "'\($0.key)'" }
        guard twice.isEmpty else {
            throw RoostError(
                .invalidArgument,
                "Duplicate parameter keys have been submitted: [\(twice.joined(separator: ", "))]. Please ensure the "
                    + "request contains only one param value per param key."
            )
        }
        return values
    }

    private func logInputs(_ fields: Fields, _ caller: Caller) async throws -> [UInt8] {
        let id = try fields.runID
        let models = try fields.objects("models")
        try Self.check(models.count, "models", limit: 1000)
        let inputs = try fields.objects("datasets")
        try Self.check(inputs.count, "datasets", limit: 1000)
        let datasets = try inputs.enumerated().map { try TrackedDataset($1, "datasets[\($0)]") }
        try await tracking.operations.addTrackedInputs(
            datasets: datasets,
            models: models.enumerated().map { try LoggedModel.ID($1.needed("model_id", at: "models[\($0)]")) },
            to: id,
            in: tracking.project,
            as: caller
        )
        return .nothing
    }
}

extension TrackedDataset {
    fileprivate init(_ fields: Fields, _ place: String) throws(RoostError) {
        guard let dataset = try fields.object("dataset") else { throw fields.missing("\(place).dataset") }
        var tags: [String: String] = [:]
        for tag in try fields.objects("tags") {
            tags[try Self.part(tag, "key", 255, "\(place).tags")] = try Self.part(tag, "value", 500, "\(place).tags")
        }
        let context = tags.removeValue(forKey: Self.contextTag)
        self.init(
            name: try Self.part(dataset, "name", 500, place),
            digest: try Self.part(dataset, "digest", 36, place),
            sourceType: try Self.part(dataset, "source_type", 65_535, place),
            source: try Self.part(dataset, "source", 65_535, place),
            schema: try Self.optional(dataset, "schema", 1_048_575, place),
            profile: try Self.optional(dataset, "profile", 16_777_215, place),
            context: context ?? "",
            tags: tags
        )
    }

    private static func part(_ fields: Fields, _ name: String, _ limit: Int, _ place: String) throws(RoostError)
        -> String
    {
        guard let text = try optional(fields, name, limit, place) else { throw fields.missing("\(place).\(name)") }
        return text
    }

    private static func optional(
        _ fields: Fields,
        _ name: String,
        _ limit: Int,
        _ place: String
    ) throws(RoostError) -> String? {
        guard let text = try fields.text(name) else { return nil }
        guard text.unicodeScalars.count <= limit else { throw EntityName.tooLong("\(place).\(name)", limit) }
        return text
    }
}
