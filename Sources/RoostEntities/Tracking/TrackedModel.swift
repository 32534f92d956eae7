/// A model as dialects with a registry know it.
package struct TrackedModel: Sendable, Equatable {
    package let model: Model
    package let aliases: [AliasTarget]
    /// The newest of each stage.
    package let latest: [TrackedVersion]

    package init(model: Model, aliases: [AliasTarget], latest: [TrackedVersion]) {
        self.model = model
        self.aliases = aliases
        self.latest = latest
    }
}
