import RoostClient

extension Run: Row {
    static var columns: [String] { ["run", "name", "experiment", "status", "started", "metrics"] }

    var cells: [String] {
        [id.description, name, experiment.text, state, startedAt.short, MetricsText(metrics).line]
    }

    var state: String { deletedAt == nil ? status.rawValue : "deleted" }
}

extension Run: Details {
    var fields: [Field] {
        [
            Field("run", id),
            Field("copy of", foreignID?.text),
            Field("name", name),
            Field("experiment", experiment),
            Field("status", state),
            Field("started", "\(startedAt.short) by \(createdBy)"),
            Field("ended", endedAt?.short),
            Field("execution", executionID?.description),
            Field("part of", parentID?.description),
            Field("note", note),
            Field("tags", tags.text),
            Field("inputs", inputs.map(\.text).joined(separator: "\n")),
            Field("parameters", parameters.sorted { $0.key < $1.key }.map { "\($0.key) = \($0.value)" }.lines),
            Field("metrics", MetricsText(metrics).lines),
        ]
    }
}

extension Run.Input {
    fileprivate var text: String {
        [dataset, digest.map { "@\($0.prefix(12))" } ?? "", context.isEmpty ? "" : " for \(context)"].joined()
    }
}

extension [String] {
    fileprivate var lines: String { joined(separator: "\n") }
}
