import RoostClient

extension Execution: Row {
    static var columns: [String] { ["execution", "kind", "version", "input", "status", "done", "created"] }

    var cells: [String] {
        [
            id.description, kind.rawValue, version.text, input.summary, status.rawValue, progress.summary,
            createdAt.short,
        ]
    }
}

extension Execution: Details {
    var fields: [Field] {
        [
            Field("execution", id),
            Field("kind", kind.rawValue),
            Field("status", status.rawValue + (failure.map { ": \($0)" } ?? "")),
            Field("version", version),
            Field("input", input.summary),
            Field("makes", result?.version?.text ?? result?.evaluationID.map { "evaluation \($0)" }),
            Field("outcome", result?.reproduction?.words),
            Field("run", runID?.description),
            Field("done", progress.summary),
            Field("attempts", attempts > 1 ? String(attempts) : nil),
            Field("created", "\(createdAt.short) by \(createdBy)"),
            Field("started", startedAt?.short),
            Field("finished", finishedAt?.short),
            Field("took", took),
        ]
    }

    private var took: String? {
        guard let startedAt, let finishedAt else { return nil }
        let tenths = Int((startedAt.seconds(to: finishedAt) * 10).rounded())
        return "\(tenths / 10).\(tenths % 10) s"
    }
}

extension Execution.Input {
    fileprivate var summary: String {
        guard let dataset else { return images.count == 1 ? "1 image" : "\(images.count) images" }
        return dataset.text + (subset.map { "/\($0.rawValue)" } ?? "")
    }
}

extension Execution.Progress {
    fileprivate var summary: String {
        let all = total.map { "/\($0)" } ?? ""
        return "\(done)\(all)" + (failed == 0 ? "" : ", \(failed) failed")
    }
}
