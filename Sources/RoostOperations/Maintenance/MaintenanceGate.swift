import RoostEntities
import Synchronization

/// Keeps a collection of garbage away from content that a backup still has to read.
///
/// A class, because the count is shared and `Mutex` cannot be copied.
final class MaintenanceGate: Sendable {
    private struct State {
        var backups = 0
        var isCollecting = false
    }

    private let state = Mutex(State())

    func beginBackup() throws(RoostError) {
        let isFree = state.withLock { state in
            guard !state.isCollecting else { return false }
            state.backups += 1
            return true
        }
        guard isFree else {
            throw RoostError(.unavailable, "garbage is being collected; start the backup when that has ended")
        }
    }

    func endBackup() {
        state.withLock { $0.backups -= 1 }
    }

    func beginCollection() throws(RoostError) {
        let isFree = state.withLock { state in
            guard state.backups == 0, !state.isCollecting else { return false }
            state.isCollecting = true
            return true
        }
        guard isFree else {
            throw RoostError(.unavailable, "a backup or another collection is under way; try again when it has ended")
        }
    }

    func endCollection() {
        state.withLock { $0.isCollecting = false }
    }
}
