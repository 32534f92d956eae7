/// Data that a run read, as a client of experiment tracking describes it.
package struct TrackedDataset: Sendable, Hashable {
    package var name: String
    /// What tells this state of the data from others.
    package var digest: String
    package var sourceType: String
    /// Where it came from, in words of its source type.
    package var source: String
    package var schema: String?
    package var profile: String?
    /// What it was read for, such as `training`; empty when that was not said.
    package var context: String
    /// The rest of what was said about this use of it.
    package var tags: [String: String]

    package init(
        name: String,
        digest: String,
        sourceType: String,
        source: String,
        schema: String? = nil,
        profile: String? = nil,
        context: String = "",
        tags: [String: String] = [:]
    ) {
        self.name = name
        self.digest = digest
        self.sourceType = sourceType
        self.source = source
        self.schema = schema
        self.profile = profile
        self.context = context
        self.tags = tags
    }
}
