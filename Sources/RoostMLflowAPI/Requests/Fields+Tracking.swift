import RoostEntities
import RoostOperations

extension Fields {
    /// The last moment that can be written down, in the year 9999.
    private static var latest: Int64 { 253_402_300_799_999 }

    /// The run that is spoken of, by its name or by the older one.
    var runID: String {
        get throws(RoostError) {
            try refuse(both: "run_id", and: "runId")
            return try needed("run_id", or: "run_uuid")
        }
    }

    /// The number of the experiment that is spoken of.
    var experimentNumber: Int64 {
        get throws(RoostError) { try Self.experimentNumber(needed("experiment_id")) }
    }

    static func experimentNumber(_ text: String) throws(RoostError) -> Int64 {
        guard let number = Int64(text) else {
            throw RoostError(
                .invalidArgument,
                "Invalid experiment ID '\(text)'. Experiment ID must be a valid integer."
            )
        }
        return number
    }

    /// A moment in milliseconds since 1970.
    func moment(_ name: String) throws(RoostError) -> Timestamp? {
        guard let milliseconds = try integer(name) else { return nil }
        guard (0...Self.latest).contains(milliseconds) else {
            throw RoostError(
                .invalidArgument,
                "Invalid value \(milliseconds) for parameter '\(name)' supplied: it is a number of milliseconds from 0 "
                    + "to \(Self.latest)"
            )
        }
        return Timestamp(milliseconds: milliseconds)
    }

    /// A metric's point at `place` of the request.
    ///
    /// - Throws: `invalidArgument` in MLflow's words.
    func point(_ place: @autoclosure () -> String = "") throws(RoostError) -> MetricPoint {
        let key = try present("key", place())
        guard let number = try number("value") else { throw absent("value", place()) }
        guard let milliseconds = try integer("timestamp") else { throw absent("timestamp", place()) }
        try EntityName.check(key, Self.path("name", place()), kind: "Metric name")
        guard (0...Self.latest).contains(milliseconds) else {
            throw RoostError(
                .invalidArgument,
                "Invalid value \(milliseconds) for parameter '\(Self.path("timestamp", place()))' supplied: metric '\(key)' "
                    + "(value=\(number)). Timestamp must be a nonnegative long (64-bit integer) "
            )
        }
        return MetricPoint(
            key: try Run.Key(key),
            step: try integer("step") ?? 0,
            at: Timestamp(milliseconds: milliseconds),
            value: number.isInfinite ? (number < 0 ? -1 : 1) * Double.greatestFiniteMagnitude : number
        )
    }

    /// The logged model of which `point` was measured, if the metric names one.
    func modelMetric(
        _ point: MetricPoint,
        _ place: @autoclosure () -> String = ""
    ) throws(RoostError) -> TrackedEntries.ModelMetric? {
        guard let model = try filled("model_id") else { return nil }
        let (dataset, digest) = (try text("dataset_name") ?? "", try text("dataset_digest") ?? "")
        guard dataset.unicodeScalars.count <= 500 else {
            throw EntityName.tooLong(Self.path("dataset_name", place()), 500)
        }
        guard digest.unicodeScalars.count <= 36 else {
            throw EntityName.tooLong(Self.path("dataset_digest", place()), 36)
        }
        return TrackedEntries.ModelMetric(model: model, point: point, dataset: dataset, digest: digest)
    }

    /// A parameter at `place` of the request; a long value is cut, as MLflow does.
    func parameter(_ place: @autoclosure () -> String = "") throws(RoostError) -> (key: String, value: String) {
        let key = try present("key", place())
        try EntityName.check(key, Self.path("key", place()), kind: "Param key")
        return (key, (try text("value") ?? "").cut(to: 6000))
    }

    /// A run's tag at `place` of the request; a long value is cut, as MLflow does.
    func tag(_ place: @autoclosure () -> String = "") throws(RoostError) -> (key: String, value: String) {
        let key = try present("key", place())
        try EntityName.check(key, Self.path("key", place()), kind: Self.path("key", place()))
        return (key, (try text("value") ?? "").cut(to: 8000))
    }

    private func present(_ name: String, _ place: @autoclosure () -> String) throws(RoostError) -> String {
        guard let text = try text(name), !text.isEmpty else { throw absent(name, place()) }
        return text
    }

    private func absent(_ name: String, _ place: String) -> RoostError {
        missing(Self.path(name, place))
    }

    /// A field of what is at `place` of the request.
    private static func path(_ name: String, _ place: String) -> String {
        place.isEmpty ? name : "\(place).\(name)"
    }
}

extension TrackedEntries {
    /// Takes in tags, of which some are properties of the run here.
    mutating func add(_ tags: [(key: String, value: String)]) {
        for (key, value) in tags {
            switch RunTag(key) {
            case .name: name = value
            case .note: note = value
            case .parent: parent = Parent(id: value, tag: key)
            case .other: self.tags[key] = value
            }
        }
    }
}
