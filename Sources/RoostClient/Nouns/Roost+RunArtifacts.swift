import Foundation

extension Roost {
    /// By path; of `folder` only when it is given.
    public func artifacts(
        of run: some RunReference,
        in folder: Artifact.Path? = nil,
        page: PageRequest = .first
    ) async throws -> Page<RunArtifact> {
        let request = Request(.get, inProject("runs", run.trackedID.text, "artifacts")).adding(page)
            .adding("folder", folder?.text)
        return try await connection.value(request)
    }

    public func allArtifacts(of run: some RunReference, in folder: Artifact.Path? = nil) -> Listing<RunArtifact> {
        Listing { try await artifacts(of: run, in: folder, page: $0) }
    }

    /// Keeps a file of this machine with a run, replacing what is under the path there.
    public func putArtifact(
        _ file: URL,
        at path: Artifact.Path,
        of run: some RunReference,
        progress: TransferProgress.Handler? = nil
    ) async throws {
        let digests = try await upload([file], progress: progress)
        let body = ["artifacts": digests.map { Artifact.Draft(path: path, digest: $0) }]
        try await connection.perform(Request(.post, inProject("runs", run.trackedID.text, "artifacts")).json(body))
    }

    /// Brings one artifact of a run to `file`, replacing what is there only when all of it has arrived and been
    /// checked.
    public func download(
        _ artifact: RunArtifact,
        of run: some RunReference,
        to file: URL,
        progress: TransferProgress.Handler? = nil
    ) async throws {
        let download = Download(
            source: .server(path(of: artifact.path, in: run)),
            digest: artifact.digest,
            size: artifact.size,
            destination: file
        )
        let meter = TransferMeter(totalBytes: artifact.size, totalFiles: 1, handler: progress)
        try await download.run(self, meter: meter)
    }

    public func deleteArtifact(_ path: Artifact.Path, of run: some RunReference) async throws {
        try await connection.perform(Request(.delete, self.path(of: path, in: run)))
    }

    private func path(of artifact: Artifact.Path, in run: some RunReference) -> [String] {
        inProject("runs", run.trackedID.text, "artifacts") + artifact.text.split(separator: "/").map(String.init)
    }
}
