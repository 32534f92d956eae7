import RoostEntities
import RoostOperations

/// What to compare; only the versions and the dataset have to be said.
struct ComparisonRequestJSON: Decodable {
    let versions: [Reference]
    let dataset: Dataset.Name
    let snapshot: Digest?
    let part: Evaluation.Part?
    let metric: String?
    let acrossSnapshots: Bool?
    let resamples: Int?
    let seed: UInt64?

    var request: ComparisonRequest {
        ComparisonRequest(
            versions,
            on: dataset,
            snapshot: snapshot,
            part: part,
            metric: metric,
            acrossSnapshots: acrossSnapshots ?? false,
            resamples: resamples ?? 2_000,
            seed: seed ?? 0
        )
    }
}

/// Which version of the model the alias of the address should point at.
struct NewPromotionJSON: Decodable {
    let version: Reference
    let gates: [String]?
    let dataset: Dataset.Name?
    let snapshot: Digest?
    let part: Evaluation.Part?

    func draft(model: Model.Name, alias: Alias) throws(RoostError) -> PromotionDraft {
        guard version.model == model else {
            throw RoostError(
                .invalidArgument,
                "\(version) is no version of model \(quoted(model.text)); an alias points within its model"
            )
        }
        var parsed: [Gate] = []
        for gate in gates ?? [] { parsed.append(try Gate(gate, alias: alias)) }
        return PromotionDraft(
            version: version,
            alias: alias,
            gates: parsed,
            dataset: dataset,
            snapshot: snapshot,
            part: part
        )
    }
}

struct NewPruneJSON: Decodable {
    let keepLast: Int
    let action: PruneReport.Action
    let dryRun: Bool?
}
