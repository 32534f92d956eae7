/// What a clean-up of a model's versions did, or would do.
public struct PruneReport: Sendable, Codable, Hashable {
    public enum Action: String, Sendable, Codable, CaseIterable {
        /// Hides versions; they stay usable.
        case archive
        /// Hides versions until garbage is collected, which removes them.
        case delete
    }

    /// What became of one version.
    public struct Line: Sendable, Codable, Hashable {
        public let version: Reference
        public let kept: Bool
        /// Why.
        public let reason: String
        /// Bytes of its artifacts.
        public let size: Int64

        package init(version: Reference, kept: Bool, reason: String, size: Int64) {
            self.version = version
            self.kept = kept
            self.reason = reason
            self.size = size
        }
    }

    public let action: Action
    /// Nothing was changed.
    public let dryRun: Bool
    /// The newest first.
    public let versions: [Line]

    package init(action: Action, dryRun: Bool, versions: [Line]) {
        self.action = action
        self.dryRun = dryRun
        self.versions = versions
    }
}
