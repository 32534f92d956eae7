import Foundation
import RoostThreads

extension Roost {
    public func artifacts(of version: Reference, page: PageRequest = .first) async throws -> Page<Artifact> {
        try await connection.value(Request(.get, path(of: version, "artifacts")).adding(page))
    }

    /// Sorted by path.
    public func allArtifacts(of version: Reference) -> Listing<Artifact> {
        Listing { try await artifacts(of: version, page: $0) }
    }

    /// Adds artifacts to an open version; one under a path that is taken replaces what is there.
    public func putArtifacts(_ drafts: [Artifact.Draft], in version: Reference) async throws {
        struct Body: Encodable {
            let artifacts: [Artifact.Draft]
        }
        for start in stride(from: 0, to: drafts.count, by: 1000) {
            let body = Body(artifacts: Array(drafts[start..<min(start + 1000, drafts.count)]))
            try await connection.perform(Request(.post, path(of: version, "artifacts")).json(body))
        }
    }

    public func deleteArtifact(_ path: Artifact.Path, of version: Reference) async throws {
        try await connection.perform(Request(.delete, self.path(of: path, in: version)))
    }

    /// Brings one artifact to `file`, replacing what is there only when all of it has arrived and been checked.
    public func download(
        _ artifact: Artifact,
        of version: Reference,
        to file: URL,
        progress: TransferProgress.Handler? = nil
    ) async throws {
        let meter = TransferMeter(totalBytes: artifact.size ?? 0, totalFiles: 1, handler: progress)
        try await bring(artifact, of: version, to: file, meter: meter)
    }

    /// Brings all artifacts of a version into `folder`, under their paths.
    ///
    /// Files that are there already with the right content are not fetched again.
    ///
    /// - Returns: where they are, in the order of their paths.
    @discardableResult
    public func download(
        _ version: Reference,
        to folder: URL,
        progress: TransferProgress.Handler? = nil
    ) async throws -> [URL] {
        // A name that moves must not mix two versions.
        let pinned = try await self.version(version).reference
        var artifacts: [Artifact] = []
        for try await artifact in allArtifacts(of: pinned) { artifacts.append(artifact) }
        let total = artifacts.reduce(0) { $0 + ($1.size ?? 0) }
        let meter = TransferMeter(totalBytes: total, totalFiles: artifacts.count, handler: progress)
        let targets = try artifacts.map { (artifact: $0, file: try Self.place($0.path, in: folder)) }
        try await targets.concurrently(8) { target in
            try await bring(target.artifact, of: pinned, to: target.file, meter: meter)
        }
        return targets.map(\.file)
    }

    private func bring(
        _ artifact: Artifact,
        of version: Reference,
        to file: URL,
        meter: TransferMeter
    ) async throws {
        if let digest = artifact.digest, try await isThere(digest, size: artifact.size, at: file) {
            meter.finishFile(bytes: artifact.size ?? 0)
            return
        }
        let source: Download.Source =
            switch artifact.kind {
            case .item: .server(path(of: artifact.path, in: version))
            case .link: .link(artifact.url ?? "")
            }
        let download = Download(source: source, digest: artifact.digest, size: artifact.size, destination: file)
        try await download.run(self, meter: meter)
    }

    private func isThere(_ digest: Digest, size: Int64?, at file: URL) async throws -> Bool {
        try await threads.run {
            let attributes = try? FileManager.default.attributesOfItem(atPath: file.path(percentEncoded: false))
            guard let there = attributes?[.size] as? Int64, there == size ?? there else { return false }
            return try HashedFile(file).digest == digest
        }
    }

    private func path(of artifact: Artifact.Path, in version: Reference) -> [String] {
        path(of: version, "artifacts") + artifact.text.split(separator: "/").map(String.init)
    }

    /// Where `path` lies in `folder`; a link among the folders on the way could lead elsewhere and is refused.
    static func place(_ path: Artifact.Path, in folder: URL) throws(RoostError) -> URL {
        var place = folder.resolvingSymlinksInPath().standardizedFileURL
        for component in path.text.split(separator: "/").dropLast() {
            place.append(path: String(component), directoryHint: .isDirectory)
            let values = try? place.resourceValues(forKeys: [.isSymbolicLinkKey])
            guard values?.isSymbolicLink != true else {
                throw RoostError(
                    .permissionDenied,
                    "\(quoted(place.path(percentEncoded: false))) is a link; download to a folder without links"
                )
            }
        }
        return place.appending(path: path.name, directoryHint: .notDirectory)
    }
}
