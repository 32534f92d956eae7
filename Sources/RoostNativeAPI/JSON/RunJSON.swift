import RoostEntities

struct NewExperimentJSON: Decodable {
    let name: Experiment.Name
    let description: String?
    let tags: Tags?
}

/// A run to be; only its experiment has to be said.
struct NewRunJSON: Decodable {
    let experiment: Experiment.Name
    let name: String?
    let parentID: Identifier<Run>?
    let version: Reference?
    let note: String?
    let tags: Tags?
    let parameters: [String: String]?
    let inputs: [NewRunInputJSON]?
    let startedAt: Timestamp?

    var draft: Run.Draft {
        Run.Draft(
            experiment: experiment,
            name: name,
            parentID: parentID,
            version: version,
            note: note ?? "",
            tags: tags ?? .none,
            parameters: parameters ?? [:],
            inputs: (inputs ?? []).map(\.input),
            startedAt: startedAt
        )
    }
}

struct NewRunInputJSON: Decodable {
    let dataset: String
    let snapshotID: Identifier<Snapshot>?
    let digest: String?
    let context: String?

    var input: Run.Input {
        Run.Input(dataset: dataset, snapshotID: snapshotID, digest: digest, context: context ?? "")
    }
}

struct RunEntriesJSON: Decodable {
    let parameters: [String: String]?
    let metrics: [NewMetricPointJSON]?
    let tags: [String: String?]?

    func entries(at now: Timestamp) -> Run.Entries {
        Run.Entries(
            parameters: parameters ?? [:],
            metrics: (metrics ?? []).map { $0.point(at: now) },
            tags: tags ?? [:]
        )
    }
}

/// A point to be; without a step it is at 0, without a moment it is now.
struct NewMetricPointJSON: Decodable {
    let key: Run.Key
    let value: MetricNumber
    let step: Int64?
    let at: Timestamp?

    func point(at now: Timestamp) -> MetricPoint {
        MetricPoint(key: key, step: step ?? 0, at: at ?? now, value: value.value)
    }
}
