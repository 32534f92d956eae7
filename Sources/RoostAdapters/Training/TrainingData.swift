import RoostEntities

/// What a model learns from: the items of a snapshot, and a way to their bytes.
package struct TrainingData: Sendable {
    package typealias Items = AsyncThrowingStream<TrainingItem, any Error>

    package let dataset: Identifier<Dataset>
    /// Names what is learnt from, for ever.
    package let snapshot: Digest
    /// The ontology's labels, in its order.
    package let labels: [String]
    /// The items of a subset, in the snapshot's order; asked more than once, and always the same.
    package let items: @Sendable (Subset) async throws -> Items
    /// An item's bytes; many are fetched at a time.
    package let fetch: @Sendable (TrainingItem) async throws -> ItemContent

    package init(
        dataset: Identifier<Dataset>,
        snapshot: Digest,
        labels: [String],
        items: @escaping @Sendable (Subset) async throws -> Items,
        fetch: @escaping @Sendable (TrainingItem) async throws -> ItemContent
    ) {
        self.dataset = dataset
        self.snapshot = snapshot
        self.labels = labels
        self.items = items
        self.fetch = fetch
    }
}
