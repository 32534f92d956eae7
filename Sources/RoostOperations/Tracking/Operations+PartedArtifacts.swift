import NIOCore
import RoostArtifactStore
import RoostEntities
import RoostMetadataStore

extension Operations {
    /// How long an upload in parts may rest, and its links open, in seconds.
    static let partedPatience: Double = 86400
    /// How long a link to read opens, in seconds.
    private static let readingPatience: Double = 3600

    /// Begins a file of a run or of a logged model that comes in parts.
    ///
    /// - Returns: the upload, and for each part what opens it to be written.
    /// - Throws: what ``storeTrackedArtifact(at:of:size:body:in:as:)`` throws before content comes, and `unsupported`
    ///   for no part, for more than 10,000 and while too many uploads are unfinished.
    package func beginTrackedArtifact(
        at path: Artifact.Path,
        of owner: TrackedOwner,
        parts: Int,
        in project: Project.Name,
        as caller: Caller
    ) async throws -> (upload: Identifier<Upload>, seals: [LinkSeal]) {
        try await metadata.read { [self] transaction in
            let folder = try writableFolder(of: owner, in: project, for: caller, transaction)
            try checkName(path, in: folder, transaction)
        }
        let upload = PartedUpload(
            id: ids.next(),
            place: project.text,
            holder: caller.name,
            target: Self.target(path, of: owner),
            count: parts
        )
        try Limits.check(upload, beside: try await blobs.partedUploads())
        try await blobs.begin(upload)
        let expiry = now().advanced(bySeconds: Self.partedPatience)
        let seals = (0..<parts).map { self.seals.seal(.part($0 + 1, of: upload.id), until: expiry) }
        return (upload.id, seals)
    }

    /// Takes a part in from whoever has its link; one that came before is replaced.
    ///
    /// - Returns: the digest of the part.
    package func storePart<Body: AsyncSequence & Sendable>(
        _ number: Int,
        of id: Identifier<Upload>,
        openedBy seal: LinkSeal,
        size: Int64?,
        body: Body
    ) async throws -> Digest where Body.Element == ByteBuffer {
        try seals.check(seal, of: .part(number, of: id), at: now())
        return try await blobs.putPart(number, of: id, body, size: size, limit: Limits.blob)
    }

    /// Makes the parts the file they were announced as; asked again it answers the same.
    ///
    /// - Throws: `notFound`, `invalidArgument` unless `parts` are all there are and what they were sent as, and what
    ///   ``storeTrackedArtifact(at:of:size:body:in:as:)`` throws after content came.
    package func completeTrackedArtifact(
        at path: Artifact.Path,
        of owner: TrackedOwner,
        upload id: Identifier<Upload>,
        parts: [(number: Int, digest: Digest)],
        in project: Project.Name,
        as caller: Caller
    ) async throws {
        guard case .open = try await parted(id, at: path, of: owner, in: project, as: caller) else { return }
        let stored = try await blobs.assemble(id, from: parts.map(ContentPart.init))
        try await keep(stored, at: path, of: owner, in: project, as: caller)
        try await blobs.settle(id)
    }

    /// Forgets a file that was to come in parts, and the parts.
    package func abortTrackedArtifact(
        at path: Artifact.Path,
        of owner: TrackedOwner,
        upload id: Identifier<Upload>,
        in project: Project.Name,
        as caller: Caller
    ) async throws {
        guard case .open = try await parted(id, at: path, of: owner, in: project, as: caller) else { return }
        try await blobs.discardParts(of: id)
    }

    /// - Throws: `notFound` for what is no upload of this file.
    private func parted(
        _ id: Identifier<Upload>,
        at path: Artifact.Path,
        of owner: TrackedOwner,
        in project: Project.Name,
        as caller: Caller
    ) async throws -> PartedState {
        _ = try await metadata.read { [self] transaction in
            try writableFolder(of: owner, in: project, for: caller, transaction)
        }
        guard let state = try await blobs.parted(id), state.upload.place == project.text,
            state.upload.target == Self.target(path, of: owner)
        else {
            throw RoostError(
                .notFound,
                "there is no upload \(id) of \(quoted(path.text)), or it rested too long; begin another"
            )
        }
        return state
    }

    private static func target(_ path: Artifact.Path, of owner: TrackedOwner) -> String {
        "\(owner.kind) \(owner.id)/\(path.text)"
    }

    /// What opens content to be read to whoever has it.
    package func sealToRead(_ digest: Digest, in project: Project.Name) -> LinkSeal {
        seals.seal(.content(digest, in: project), until: now().advanced(bySeconds: Self.readingPatience))
    }

    /// Content to be read by whoever has its link.
    ///
    /// - Returns: its size, in bytes, and what reads a part of it.
    package func linkedContent(
        _ digest: Digest,
        in project: Project.Name,
        openedBy seal: LinkSeal
    ) async throws -> (size: Int64, read: @Sendable (Range<Int64>?) async throws -> BlobBody) {
        try seals.check(seal, of: .content(digest, in: project), at: now())
        let size = try await blobSize(digest, in: project, as: .system)
        return (size, { try await readBlob(digest, range: $0, in: project, as: .system) })
    }
}

extension Limits {
    /// Uploads in parts that a token may have unfinished.
    static let partedOfHolder = 256
    /// Uploads in parts that may be unfinished.
    static let parted = 1_000
    /// Parts that were announced for all of them.
    static let announcedParts = 1_000_000

    /// - Throws: `unsupported`.
    fileprivate static func check(_ upload: PartedUpload, beside others: [PartedProgress]) throws(RoostError) {
        guard (1...PartedUpload.mostParts).contains(upload.count) else {
            throw RoostError(
                .unsupported,
                "a file comes in 1 to \(PartedUpload.mostParts) parts, not \(upload.count); send it whole, or in larger ones"
            )
        }
        let others = others.filter { $0.upload.place == upload.place }
        let own = others.count { $0.upload.holder == upload.holder }
        let announced = others.reduce(0) { $0 + $1.upload.count }
        let size = others.reduce(Int64(0)) { $0 + $1.size }
        guard own < partedOfHolder, others.count < parted, announced + upload.count <= announcedParts, size < blob
        else {
            throw RoostError(
                .unsupported,
                "\(others.count) uploads in parts are unfinished, \(own) of them by \(quoted(upload.holder)); "
                    + "send the file whole, or complete or abort some of them"
            )
        }
    }
}
