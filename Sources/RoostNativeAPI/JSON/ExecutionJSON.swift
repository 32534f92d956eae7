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
        let top: Int?
    }

    var draft: ExecutionDraft {
        var wanted = Execution.Input(images: input.images ?? [], top: input.top ?? 1)
        wanted.dataset = input.dataset
        wanted.subset = input.subset
        return ExecutionDraft(kind: kind ?? .predict, version: version, input: wanted)
    }
}

struct HeartbeatJSON: Decodable {
    let progress: Execution.Progress
}

struct ResultsJSON: Decodable {
    let results: [ExecutionResult]
}

struct FinishJSON: Decodable {
    let failure: String?
}
