import RoostEntities

/// Content that is to be stored, and who waits for it.
struct WaitingBlob: Sendable {
    let content: Batch
    let digest: Digest
    private let continuation: CheckedContinuation<StoredBlob, any Error>

    init(_ content: Batch, digest: Digest, continuation: CheckedContinuation<StoredBlob, any Error>) {
        self.content = content
        self.digest = digest
        self.continuation = continuation
    }

    func answer(isNew: Bool) {
        continuation.resume(returning: StoredBlob(digest: digest, size: Int64(content.size), isNew: isNew))
    }

    func refuse(_ error: RoostError) {
        continuation.resume(throwing: error)
    }
}
