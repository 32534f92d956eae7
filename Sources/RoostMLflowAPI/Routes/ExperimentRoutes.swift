import HTTPTypes
import RoostEntities
import RoostOperations

/// Experiments.
struct ExperimentRoutes: Sendable {
    let tracking: Tracking

    var table: [MLflowRoute] {
        [
            MLflowRoute(.post, "experiments/create", create),
            MLflowRoute(.get, "experiments/get", get),
            MLflowRoute(.get, "experiments/get-by-name", getByName),
            MLflowRoute(.get, "experiments/search", repeated: ["order_by"], search),
            MLflowRoute(.post, "experiments/search", search),
            MLflowRoute(.post, "experiments/search-datasets", searchDatasets),
            MLflowRoute(.post, "experiments/update", update),
            MLflowRoute(.post, "experiments/delete", delete),
            MLflowRoute(.post, "experiments/restore", restore),
            MLflowRoute(.post, "experiments/set-experiment-tag", setTag),
            MLflowRoute(.post, "experiments/delete-experiment-tag", deleteTag),
        ]
    }

    private func create(_ fields: Fields, _ caller: Caller) async throws -> [UInt8] {
        let name = try fields.needed("name")
        var tags: [String: String] = [:]
        for tag in try fields.objects("tags") {
            let (key, value) = try tag.experimentTag
            tags[key] = value
        }
        let description = tags.removeValue(forKey: RunTag.noteKey)
        do {
            let made = try await tracking.operations.createTrackedExperiment(
                Self.name(name),
                description: description ?? "",
                tags: Tags(tags),
                artifactLocation: Self.location(fields.text("artifact_location")),
                createdAt: fields.moment("creation_time"),
                in: tracking.project,
                as: caller
            )
            return JSONWriter.object { $0.member("experiment_id", String(made.number)) }
        } catch let error as RoostError where error.code == .alreadyExists {
            throw RoostError(.alreadyExists, "Experiment(name=\(name)) already exists.")
        }
    }

    private func get(_ fields: Fields, _ caller: Caller) async throws -> [UInt8] {
        let number = try fields.experimentNumber
        return answer(try await tracking.operations.trackedExperiment(number, in: tracking.project, as: caller))
    }

    private func getByName(_ fields: Fields, _ caller: Caller) async throws -> [UInt8] {
        let name = try fields.needed("experiment_name")
        return answer(try await tracking.operations.trackedExperiment(named: name, in: tracking.project, as: caller))
    }

    private func answer(_ experiment: TrackedExperiment) -> [UInt8] {
        JSONWriter.object { writer in
            writer.key("experiment")
            writer.experiment(experiment)
        }
    }

    private func search(_ fields: Fields, _ caller: Caller) async throws -> [UInt8] {
        let limit = try fields.pageLimit(ofAtMost: 50_000, otherwise: 1000)
        let offset = try OffsetToken.offset(of: fields.text("page_token"))
        let search = ExperimentSearch(
            lifecycle: try fields.lifecycle("view_type"),
            conditions: try ExperimentSearch.conditions(fields.text("filter") ?? ""),
            order: try ExperimentSearch.order(fields.texts("order_by"))
        )
        let found = try await tracking.operations.trackedExperiments(
            search,
            limit: limit + 1,
            offset: offset,
            in: tracking.project,
            as: caller
        )
        return JSONWriter.object { writer in
            writer.member("experiments", found.prefix(limit)) { $0.experiment($1) }
            writer.member("next_page_token", found.count > limit ? OffsetToken.text(of: offset + limit) : nil)
        }
    }

    private func searchDatasets(_ fields: Fields, _ caller: Caller) async throws -> [UInt8] {
        let numbers = try fields.texts("experiment_ids")
        guard !numbers.isEmpty else {
            throw RoostError(.invalidArgument, "SearchDatasets request must specify at least one experiment_id.")
        }
        guard numbers.count <= 20 else {
            throw RoostError(
                .invalidArgument,
                "SearchDatasets request cannot specify more than 20 experiment_ids. Received \(numbers.count) "
                    + "experiment_ids."
            )
        }
        let found = try await tracking.operations.trackedDatasets(
            ofExperiments: numbers.map(Fields.experimentNumber),
            limit: 1000,
            in: tracking.project,
            as: caller
        )
        return JSONWriter.object { writer in
            writer.member("dataset_summaries", found) { writer, summary in
                writer.object { writer in
                    writer.member("experiment_id", String(summary.experiment))
                    writer.member("name", summary.dataset.name)
                    writer.member("digest", summary.dataset.digest)
                    writer.member("context", summary.dataset.context)
                }
            }
        }
    }

    private func update(_ fields: Fields, _ caller: Caller) async throws -> [UInt8] {
        _ = try fields.experimentNumber
        return try await change(fields, ExperimentChanges(name: Self.name(fields.needed("new_name"))), caller)
    }

    private func setTag(_ fields: Fields, _ caller: Caller) async throws -> [UInt8] {
        let (key, value) = try fields.experimentTag
        let changes =
            key == RunTag.noteKey ? ExperimentChanges(description: value) : ExperimentChanges(tags: [key: value])
        return try await change(fields, changes, caller)
    }

    private func deleteTag(_ fields: Fields, _ caller: Caller) async throws -> [UInt8] {
        let key = try fields.needed("key")
        let changes = key == RunTag.noteKey ? ExperimentChanges(description: "") : ExperimentChanges(tags: [key: nil])
        return try await change(fields, changes, caller)
    }

    private func change(_ fields: Fields, _ changes: ExperimentChanges, _ caller: Caller) async throws -> [UInt8] {
        let number = try fields.experimentNumber
        let project = tracking.project
        try await tracking.operations.updateTrackedExperiment(number, changes, in: project, as: caller)
        return .nothing
    }

    private func delete(_ fields: Fields, _ caller: Caller) async throws -> [UInt8] {
        let number = try fields.experimentNumber
        try await tracking.operations.deleteTrackedExperiment(number, in: tracking.project, as: caller)
        return .nothing
    }

    private func restore(_ fields: Fields, _ caller: Caller) async throws -> [UInt8] {
        let number = try fields.experimentNumber
        try await tracking.operations.restoreTrackedExperiment(number, in: tracking.project, as: caller)
        return .nothing
    }

    private static func name(_ text: String) throws(RoostError) -> Experiment.Name {
        guard text.unicodeScalars.count <= 500 else { throw EntityName.tooLong("name", 500) }
        guard let name = try? Experiment.Name(text) else {
            throw RoostError(.invalidArgument, "Invalid experiment name: '\(text)'")
        }
        return name
    }

    /// A place within the artifact proxy is the server's own to choose.
    private static func location(_ text: String?) throws(RoostError) -> String? {
        guard let text, !text.isEmpty else { return nil }
        guard !text.contains("#"), !text.contains("?"), text.contains(":") else {
            throw RoostError(
                .invalidArgument,
                "Invalid value \(JSONValue.string(text).shown) for parameter 'artifact_location' supplied: it is a URI "
                    + "with a scheme, such as s3://bucket/folder, without '?' and '#'."
            )
        }
        return text
    }
}

extension [UInt8] {
    /// The answer of what has nothing to say.
    static var nothing: [UInt8] { Array("{}".utf8) }
}

extension Fields {
    /// A tag of an experiment; its value is not cut.
    fileprivate var experimentTag: (key: String, value: String) {
        get throws(RoostError) {
            let key = try needed("key")
            try EntityName.check(key, "key", kind: "key")
            let value = try text("value") ?? ""
            guard value.unicodeScalars.count <= 20_000 else { throw EntityName.tooLong("value", 20_000) }
            return (key, value)
        }
    }

    /// How many results a page has.
    func pageLimit(ofAtMost most: Int64, otherwise: Int) throws(RoostError) -> Int {
        guard let limit = try integer("max_results") else { return otherwise }
        guard limit > 0 else {
            throw RoostError(
                .invalidArgument,
                "Invalid value \(limit) for parameter 'max_results' supplied. It must be a positive integer"
            )
        }
        guard limit <= most else { throw wrong("max_results", .integer(limit)) }
        return Int(limit)
    }

    /// Which of what is there and what was deleted is wanted.
    func lifecycle(_ name: String) throws(RoostError) -> Lifecycle {
        switch try word(name, of: [1: "ACTIVE_ONLY", 2: "DELETED_ONLY", 3: "ALL"]) {
        case "DELETED_ONLY": .deleted
        case "ALL": .any
        default: .active
        }
    }
}
