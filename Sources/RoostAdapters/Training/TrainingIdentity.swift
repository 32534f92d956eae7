import RoostEntities

/// What a training's result depends on; two starts with the same record are the same training.
package struct TrainingIdentity: Sendable, Hashable, Codable {
    /// A change of how training works makes old working files unusable; it counts up then.
    package static let currentFormat = 1

    package let format: Int
    package let adapter: String
    package let parent: Digest
    package let snapshot: Digest
    /// All of them, defaults too.
    package let settings: [String: JSONValue]
    package let seed: UInt64

    package init(_ job: TrainingJob, snapshot: Digest, adapter: String) {
        format = Self.currentFormat
        self.adapter = adapter
        parent = job.parent
        self.snapshot = snapshot
        settings = job.settings
        seed = job.seed
    }
}
