import RoostEntities
import Synchronization

/// Keeps a collection of garbage away from what a backup or a snapshot still has to read.
///
/// A class, because the count is shared and `Mutex` cannot be copied.
final class MaintenanceGate: Sendable {
    private struct State {
        var backups = 0
        var isCollecting = false
        /// How many snapshots are being taken of each dataset.
        var snapshots: [Identifier<Dataset>: Int] = [:]
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

    /// Call ``endSnapshot(of:)`` afterwards.
    func beginSnapshot(of dataset: Identifier<Dataset>) {
        state.withLock { $0.snapshots[dataset, default: 0] += 1 }
    }

    func endSnapshot(of dataset: Identifier<Dataset>) {
        state.withLock { state in
            let left = state.snapshots[dataset, default: 1] - 1
            state.snapshots[dataset] = left > 0 ? left : nil
        }
    }

    func isTakingSnapshot(of dataset: Identifier<Dataset>) -> Bool {
        state.withLock { $0.snapshots[dataset] != nil }
    }
}
