import RoostEntities
import Synchronization

/// Callers whose tokens were found valid before, so that not every request asks the database.
///
/// Tokens of workers, which end with their execution, are not kept.
///
/// A class, because all requests share what is known and `Mutex` cannot be copied.
final class KnownCallers: Sendable {
    /// A caller, and when the token ends.
    struct Entry: Sendable {
        let caller: Caller
        let expiresAt: Timestamp?
    }

    /// When a look at the database began: what is seen then may be forgotten meanwhile.
    struct Look: Sendable {
        fileprivate let generation: Int
    }

    private struct State {
        var entries: [Digest: Entry] = [:]
        var generation = 0
    }

    private static let most = 1000

    private let state = Mutex(State())

    /// - Parameter hash: Of the token's secret.
    subscript(hash: Digest) -> Entry? {
        state.withLock { $0.entries[hash] }
    }

    func look() -> Look {
        state.withLock { Look(generation: $0.generation) }
    }

    /// Keeps what was seen since `look`, unless something was forgotten since.
    func keep(_ entry: Entry, for hash: Digest, since look: Look) {
        guard entry.caller.executionID == nil else { return }
        state.withLock { state in
            guard state.generation == look.generation else { return }
            if state.entries.count >= Self.most { state.entries = [:] }
            state.entries[hash] = entry
        }
    }

    /// To be called when a token was taken back, before anybody is told.
    func forget() {
        state.withLock { state in
            state.entries = [:]
            state.generation += 1
        }
    }
}
