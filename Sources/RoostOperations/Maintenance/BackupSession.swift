import Foundation
import RoostEntities

/// The copy of the metadata that a backup reads from, and the promise that no content goes meanwhile.
///
/// A class, so that both end with the last who holds it, also when the one who asked for the backup goes away.
final class BackupSession: Sendable {
    let copy: URL
    private let gate: MaintenanceGate

    private static let prefix = ".backup-"

    /// Will read from a copy in `home` that is still to be made.
    ///
    /// - Throws: `unavailable` while garbage is being collected.
    init(in home: URL, id: Identifier<AuditEntry>, gate: MaintenanceGate) throws(RoostError) {
        try gate.beginBackup()
        copy = home.appending(path: "\(Self.prefix)\(id).sqlite", directoryHint: .notDirectory)
        self.gate = gate
    }

    /// Removes the copies of backups that a crash cut short; to be called when none is under way.
    static func removeLeftovers(in home: URL) {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: home.path)) ?? []
        for name in names where name.hasPrefix(prefix) {
            try? FileManager.default.removeItem(at: home.appending(path: name, directoryHint: .notDirectory))
        }
    }

    deinit {
        try? FileManager.default.removeItem(at: copy)
        gate.endBackup()
    }
}
