import Foundation
import RoostEntities

extension ExecutionDraft {
    /// - Throws: `invalidArgument` unless its input is one that its kind works on.
    func check() throws {
        let namesDataset = input.dataset != nil || input.datasetID != nil
        guard namesDataset == input.images.isEmpty else {
            throw RoostError(.invalidArgument, "an execution works on images or on a dataset; give one of the two")
        }
        guard namesDataset || input.subset == nil else {
            throw RoostError(.invalidArgument, "only a dataset has subsets; leave the subset out")
        }
        try Limits.check(count: input.images.count, "images", limit: Limits.images)
        for image in input.images {
            try Limits.check(image.name, "an image's name", limit: 1024)
        }
        guard (1...Limits.answers).contains(input.top) else {
            throw RoostError(.invalidArgument, "an image gets 1 to \(Limits.answers) answers, not \(input.top)")
        }
        try checkKind(namesDataset: namesDataset)
    }

    private func checkKind(namesDataset: Bool) throws {
        guard kind == .predict || namesDataset else {
            throw RoostError(.invalidArgument, "to \(kind.rawValue) takes a dataset; name one")
        }
        guard kind != .predict || input.snapshotID == nil else {
            throw RoostError(.invalidArgument, "a prediction works on the dataset as it is; leave the snapshot out")
        }
        guard (kind == .train) == (input.training != nil) else {
            throw RoostError(
                .invalidArgument,
                "what to train is said by 'training' of an execution of kind train, and by nothing else"
            )
        }
        guard kind == .evaluate || input.evaluation == nil else {
            throw RoostError(.invalidArgument, "only an execution of kind evaluate takes 'evaluation'")
        }
        guard kind != .train || input.answers == nil else {
            throw RoostError(.invalidArgument, "a training gives no answers; leave 'answers' out")
        }
        try input.answers?.validate()
        try input.training?.check()
        try input.evaluation?.check()
        guard kind != .train || input.subset == nil else {
            throw RoostError(
                .invalidArgument,
                "a training learns from the subset train and stops by the subset validation; leave the subset out"
            )
        }
    }
}

extension Execution.Input.Training {
    fileprivate func check() throws {
        guard reproduces == nil, original == nil else {
            throw RoostError(.invalidArgument, "a training is done again by reproducing its version")
        }
        guard case .object(let members) = settings else {
            throw RoostError(.invalidArgument, "settings are a JSON object; pass {} for none")
        }
        try Limits.check(count: members.count, "settings", limit: Limits.settings)
        for (key, value) in members {
            _ = try Run.Key(key)
            let text = value.parameterText
            try Limits.check(text, "the setting \(quoted(key))", limit: Limits.parameter)
        }
        try Limits.check(description, "the description", limit: Limits.description)
    }
}

extension Execution.Input.EvaluationRequest {
    fileprivate func check() throws {
        try Limits.check(count: metrics.count, "metrics", limit: Limits.userMetrics)
        for metric in metrics { _ = try UserMetric(name: metric.name, expression: metric.expression) }
        // Of no items: only the names matter.
        _ = try metrics.values(over: [:])
        try Limits.check(count: stuff?.count ?? 0, "stuff labels", limit: Limits.labels)
        for label in (stuff ?? []) + [unlabeledAs].compactMap({ $0 }) { _ = try Label(label) }
    }
}

extension JSONValue {
    /// As a run's parameter says it: a text as it is, everything else as JSON.
    var parameterText: String {
        guard case .string(let text) = self else {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
            return (try? encoder.encode(self)).map { String(decoding: $0, as: UTF8.self) } ?? "null"
        }
        return text
    }
}
