import RoostEntities

/// What is asked for: that an alias moves to a version if conditions hold.
package struct PromotionDraft: Sendable {
    package var version: Reference
    package var alias: Alias
    package var gates: [Gate]
    /// Whose evaluations decide; like snapshot and part, what the candidate was evaluated on last, unless it is given.
    package var dataset: Dataset.Name?
    package var snapshot: Digest?
    package var part: Evaluation.Part?

    package init(
        version: Reference,
        alias: Alias,
        gates: [Gate],
        dataset: Dataset.Name?,
        snapshot: Digest?,
        part: Evaluation.Part?
    ) {
        self.version = version
        self.alias = alias
        self.gates = gates
        self.dataset = dataset
        self.snapshot = snapshot
        self.part = part
    }
}
