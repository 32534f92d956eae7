/// What a collection took away, or would take away.
public struct GarbageReport: Sendable, Codable, Hashable {
    /// Nothing was really removed.
    public package(set) var dryRun: Bool
    public package(set) var blobs = 0
    /// Of those blobs together.
    public package(set) var bytes: Int64 = 0
    public package(set) var purgedModels = 0
    public package(set) var purgedVersions = 0
    public package(set) var purgedDatasets = 0
    public package(set) var purgedItems = 0
    public package(set) var purgedExperiments = 0
    public package(set) var purgedRuns = 0
    public package(set) var purgedLoggedModels = 0
    public package(set) var purgedTraces = 0
    public package(set) var expiredUploads = 0

    package init(dryRun: Bool) {
        self.dryRun = dryRun
    }
}
