import struct Crypto.SHA256
import RoostEntities
import Synchronization

/// Which uploads are being written to, and how far each was hashed.
///
/// A class, because all tasks share the one table.
final class UploadTable: Sendable {
    /// How far an upload was hashed.
    struct Progress: Sendable {
        var size: Int64 = 0
        var hash = SHA256()
    }

    private struct State {
        var busy: Set<Identifier<Upload>> = []
        var progress: [Identifier<Upload>: Progress] = [:]
    }

    /// More are hashed anew at their end.
    private static let remembered = 4096

    private let state = Mutex(State())

    /// What `work` makes of an upload while nobody else may touch it.
    ///
    /// It is given what is known of the upload and leaves there what is known afterwards. While somebody else touches
    /// the upload this throws `failedPrecondition`.
    func withExclusive<Value: Sendable>(
        _ id: Identifier<Upload>,
        _ work: (inout Progress?) async throws -> Value
    ) async throws -> Value {
        var progress: Progress? = try state.withLock { state throws(RoostError) in
            guard state.busy.insert(id).inserted else { throw BlobFailure.busy(id) }
            return state.progress[id]
        }
        let result: Result<Value, any Error>
        do {
            result = .success(try await work(&progress))
        } catch {
            result = .failure(error)
        }
        let after = progress
        state.withLock { state in
            state.busy.remove(id)
            state.progress[id] = after
            if state.progress.count > Self.remembered { state.progress.removeValue(forKey: id) }
        }
        return try result.get()
    }
}
