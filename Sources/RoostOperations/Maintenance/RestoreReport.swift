/// What came out of a backup.
package struct RestoreReport: Sendable, Codable, Hashable {
    package var blobs = 0
    /// Of those blobs together.
    package var bytes: Int64 = 0
}
