import RoostEntities

/// What is asked for: that an alias moves to a version if conditions hold.
package struct PromotionDraft: Sendable {
    package var version: Reference
    package var alias: Alias
    package var gates: [Gate]
    /// Whose evaluations decide; needed when there are gates.
    package var dataset: Dataset.Name?
    package var snapshot: Digest?
    package var subset: Subset?

    package init(
        version: Reference,
        alias: Alias,
        gates: [Gate],
        dataset: Dataset.Name?,
        snapshot: Digest?,
        subset: Subset?
    ) {
        self.version = version
        self.alias = alias
        self.gates = gates
        self.dataset = dataset
        self.snapshot = snapshot
        self.subset = subset
    }
}
