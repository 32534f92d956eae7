import RoostEntities
import RoostOperations

struct NewExecutionJSON: Decodable {
    let kind: Execution.Kind?
    let version: Reference
    let input: Input

    /// Loose images, or a dataset.
    struct Input: Decodable {
        let images: [Execution.Input.Image]?
        let dataset: Dataset.Name?
        let subset: Subset?
        let snapshotID: Identifier<Snapshot>?
        let top: Int?
        let answers: AnswerOptions?
        let training: Training?
        let evaluation: Evaluation?
    }

    struct Training: Decodable {
        let model: Model.Name
        let settings: JSONValue?
        let seed: UInt64?
        let description: String?

        var request: Execution.Input.Training {
            Execution.Input.Training(
                model: model,
                settings: settings ?? .object([:]),
                seed: seed ?? 0,
                description: description
            )
        }
    }

    struct Evaluation: Decodable {
        let metrics: [UserMetric]?
        let stuff: [String]?
        let unlabeledAs: String?

        var request: Execution.Input.EvaluationRequest {
            Execution.Input.EvaluationRequest(metrics: metrics ?? [], stuff: stuff, unlabeledAs: unlabeledAs)
        }
    }

    var draft: ExecutionDraft {
        var wanted = Execution.Input(images: input.images ?? [], top: input.top ?? 1)
        wanted.dataset = input.dataset
        wanted.subset = input.subset
        wanted.snapshotID = input.snapshotID
        wanted.answers = input.answers
        wanted.training = input.training?.request
        wanted.evaluation = input.evaluation?.request
        return ExecutionDraft(kind: kind ?? .predict, version: version, input: wanted)
    }
}

struct HeartbeatJSON: Decodable {
    let progress: Execution.Progress
}

struct ResultsJSON: Decodable {
    let results: [ExecutionResult]
}

struct OutcomesJSON: Decodable {
    let outcomes: [Outcome]
}

struct ObjectsJSON: Decodable {
    let objects: [ObjectOutcome]
}

struct FinishJSON: Decodable {
    let failure: String?
}
