import Foundation
import RoostEntities

/// The copy of the metadata that a backup reads from, and the promise that no content goes meanwhile.
///
/// A class, so that both end with the last who holds it, also when the one who asked for the backup goes away.
final class BackupSession: Sendable {
    let copy: URL
    private let gate: MaintenanceGate

    /// - Throws: `unavailable` while garbage is being collected.
    init(copy: URL, gate: MaintenanceGate) throws(RoostError) {
        try gate.beginBackup()
        self.copy = copy
        self.gate = gate
    }

    deinit {
        try? FileManager.default.removeItem(at: copy)
        gate.endBackup()
    }
}
