import RoostEntities

/// What a client of experiment tracking tells of a run.
package struct TrackedEntries: Sendable, Hashable {
    /// Written once: the same value again is fine, another is refused.
    package var parameters: [String: String]
    package var metrics: [MetricPoint]
    /// Those of ``metrics`` that were measured of logged models.
    package var modelMetrics: [ModelMetric]
    /// Put on top of the tags there are.
    package var tags: [String: String]
    package var name: String?
    package var note: String?
    package var parent: Parent?

    package init(
        parameters: [String: String] = [:],
        metrics: [MetricPoint] = [],
        modelMetrics: [ModelMetric] = [],
        tags: [String: String] = [:],
        name: String? = nil,
        note: String? = nil,
        parent: Parent? = nil
    ) {
        self.parameters = parameters
        self.metrics = metrics
        self.modelMetrics = modelMetrics
        self.tags = tags
        self.name = name
        self.note = note
        self.parent = parent
    }

    /// What was measured of a logged model.
    package struct ModelMetric: Sendable, Hashable {
        /// As the client says it.
        package var model: String
        package var point: MetricPoint
        /// The data it was measured on; empty when that was not said.
        package var dataset: String
        package var digest: String

        package init(model: String, point: MetricPoint, dataset: String = "", digest: String = "") {
            self.model = model
            self.point = point
            self.dataset = dataset
            self.digest = digest
        }
    }

    /// The run that a run is a part of.
    package struct Parent: Sendable, Hashable {
        /// As the client says it.
        package var id: String
        /// The tag that keeps it if there is no such run here.
        package var tag: String

        package init(id: String, tag: String) {
            self.id = id
            self.tag = tag
        }
    }
}

/// A run to be, as a client of experiment tracking asks for it.
package struct TrackedRunDraft: Sendable, Hashable {
    package var experiment: Int64
    /// Who runs it, as the client says.
    package var user: String?
    /// Now, unless it is said.
    package var startedAt: Timestamp?
    package var entries: TrackedEntries
    /// What it was called where it is copied from; only a maintainer may say so.
    package var foreignID: TrackedRunID?

    package init(
        experiment: Int64,
        user: String? = nil,
        startedAt: Timestamp? = nil,
        entries: TrackedEntries = TrackedEntries(),
        foreignID: TrackedRunID? = nil
    ) {
        self.foreignID = foreignID
        self.experiment = experiment
        self.user = user
        self.startedAt = startedAt
        self.entries = entries
    }
}
