/// How far an upload or a download is.
public struct TransferProgress: Sendable, Hashable {
    /// Bytes that are where they belong; content the other side had already counts.
    public var bytes: Int64
    public var totalBytes: Int64
    /// Files that are complete.
    public var files: Int
    public var totalFiles: Int

    public init(bytes: Int64, totalBytes: Int64, files: Int, totalFiles: Int) {
        self.bytes = bytes
        self.totalBytes = totalBytes
        self.files = files
        self.totalFiles = totalFiles
    }

    /// Hears how far a transfer is, from any thread and often: return quickly.
    public typealias Handler = @Sendable (TransferProgress) -> Void
}
