/// What a collection took away, or would take away.
package struct GarbageReport: Sendable, Codable, Hashable {
    /// Nothing was really removed.
    package var dryRun: Bool
    package var blobs = 0
    /// Of those blobs together.
    package var bytes: Int64 = 0
    package var purgedModels = 0
    package var purgedVersions = 0
    package var purgedDatasets = 0
    package var expiredUploads = 0

    package init(dryRun: Bool) {
        self.dryRun = dryRun
    }
}
