import Foundation
import NIOCore
import RoostArtifactStore
import RoostEntities

// The verbs whose bodies are still being written; each moves to the file of its noun.

func pending<Value>() throws(RoostError) -> Value {
    throw RoostError(.unsupported, "this is not built yet")
}

// MARK: Maintenance
extension Operations {
    package func doctor(repair: Bool, deep: Bool, as caller: Caller) async throws -> DoctorReport { try pending() }
    package func collectGarbage(
        dryRun: Bool,
        graceSeconds: Double,
        as caller: Caller
    ) async throws -> GarbageReport { try pending() }
    /// A tar archive of the metadata and every blob it names, as of now, while the server runs.
    package func backup(as caller: Caller) async throws -> BackupStream { try pending() }
    /// Makes a home of a backup, with no server running on it.
    ///
    /// - Parameters:
    ///   - home: a folder that is missing or empty; anything else is refused.
    ///   - blobs: makes the store of the new home.
    package static func restore(
        archive: URL,
        to home: URL,
        blobs: (URL) throws -> any BlobStore
    ) async throws -> RestoreReport { try pending() }
}
