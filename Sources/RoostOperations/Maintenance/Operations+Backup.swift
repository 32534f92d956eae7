import Foundation
import RoostArtifactStore
import RoostEntities
import RoostMetadataStore
import RoostThreads

extension Operations {
    /// A tar archive of the metadata and all content it names, as of now, made while the server goes on.
    ///
    /// It holds `roost.sqlite` and `blobs/<digest>`; any tar reads it.
    package func backup(as caller: Caller) async throws -> BackupStream {
        try caller.requireEverywhere(.admin)
        let session = try BackupSession(in: home, id: ids.next(), gate: gate)
        try await metadata.copy(to: session.copy.path)
        let size = try await threads.run { try FileRange.size(of: session.copy) }
        try await metadata.write { [self] in try record("backup", of: "", in: nil, by: caller, $0) }
        return BackupStream(
            session: session,
            databaseSize: size,
            rows: Pages { [metadata] last in
                try await metadata.read { try $0.blobs(after: last?.digest, limit: 1000) }
            },
            blobs: blobs,
            createdAt: now(),
            threads: threads
        )
    }

    /// Makes a home of a backup, with no server running on it; `blobs` makes the store where a server of that home
    /// will look for it.
    ///
    /// Every digest is checked on the way in. The home appears whole: the metadata comes last, and when anything is
    /// wrong with the archive the folder is left empty again.
    package static func restore(
        archive: URL,
        to home: URL,
        blobs: (URL) async throws -> any BlobStore
    ) async throws -> RestoreReport {
        let isUsed = (try? FileManager.default.contentsOfDirectory(atPath: home.path))?.isEmpty == false
        guard !isUsed else {
            throw RoostError(
                .failedPrecondition,
                "\(quoted(home.path)) is not empty; restore into a folder that is missing or empty"
            )
        }
        do {
            try FileManager.default.createDirectory(
                at: home,
                withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700]
            )
            let threads = BlockingThreads(label: "roost.restore", count: 1)
            let file = try await threads.run { try TarFile(archive) }
            let store = try await blobs(home)
            return try await Restore(archive: file, home: home, blobs: store, threads: threads).run()
        } catch {
            for name in (try? FileManager.default.contentsOfDirectory(atPath: home.path)) ?? [] {
                try? FileManager.default.removeItem(at: home.appending(path: name))
            }
            throw error
        }
    }
}
