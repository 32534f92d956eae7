import NIOCore
import RoostArtifactStore
import RoostEntities
import RoostMetadataStore

extension Operations {
    /// How long an upload may rest before it is forgotten.
    private static let patience: Double = 7 * 86400

    /// Begins to take content in part by part; it is complete at once when the project knows the content.
    package func createUpload(
        of digest: Digest,
        size: Int64,
        in project: Project.Name,
        as caller: Caller
    ) async throws -> Upload {
        guard (0...Limits.blob).contains(size) else {
            throw RoostError(.tooLarge, "content has 0 to \(Limits.blob) bytes, not \(size)")
        }
        let row = try await metadata.write { [self] transaction in
            let project = try projectToFill(project, for: caller, in: transaction)
            let known = try transaction.blobSize(digest, knownTo: project.id)
            guard known == nil || known == size else {
                throw RoostError(
                    .invalidArgument,
                    "content \(digest) has \(known ?? 0) bytes, not \(size); announce its real size"
                )
            }
            if known != nil { try transaction.renewBlobs([digest], at: now()) }
            let row = UploadRow(
                id: ids.next(),
                projectID: project.id,
                size: size,
                digest: digest,
                createdAt: now(),
                expiresAt: now().advanced(bySeconds: Self.patience),
                complete: known != nil
            )
            try transaction.insertUpload(row)
            return row
        }
        if row.complete { try await blobs.renew(digest) }
        guard size == 0, !row.complete else { return try await answer(row) }
        return try await complete(row)
    }

    package func upload(
        _ id: Identifier<Upload>,
        in project: Project.Name,
        as caller: Caller
    ) async throws -> Upload {
        try await answer(try await uploadRow(id, in: project, caller))
    }

    /// Takes a further part in; what arrived stays, even when `body` throws.
    ///
    /// With the last part the digest is checked and the content becomes the project's.
    package func appendToUpload<Body: AsyncSequence & Sendable>(
        _ id: Identifier<Upload>,
        at offset: Int64,
        body: Body,
        in project: Project.Name,
        as caller: Caller
    ) async throws -> Upload where Body.Element == ByteBuffer {
        let row = try await uploadRow(id, in: project, caller)
        guard !row.complete else {
            guard offset == row.size else {
                throw RoostError(.failedPrecondition, "upload \(id) is complete; there is nothing more to send")
            }
            return try await answer(row)
        }
        let received = try await blobs.append(body, to: id, at: offset, limit: row.size)
        guard received >= row.size else {
            let expiry = now().advanced(bySeconds: Self.patience)
            try await metadata.write { try $0.extendUpload(id, to: expiry) }
            return try await answer(row)
        }
        return try await complete(row)
    }

    /// Forgets an upload and what arrived of it.
    package func cancelUpload(
        _ id: Identifier<Upload>,
        in project: Project.Name,
        as caller: Caller
    ) async throws {
        _ = try await uploadRow(id, in: project, caller)
        try await blobs.discard(id)
        try await metadata.write { try $0.deleteUpload(id) }
    }

    /// Publishes what arrived.
    ///
    /// A crash between the two steps costs sending it again, never a row without content.
    private func complete(_ row: UploadRow) async throws -> Upload {
        let stored: StoredBlob
        do {
            stored = try await blobs.publish(row.id, expecting: row.digest)
        } catch let error as RoostError where error.code == .corrupted {
            try await metadata.write { try $0.deleteUpload(row.id) }
            throw error
        }
        let now = now()
        try await metadata.write { transaction in
            try transaction.insertBlob(row.digest, size: stored.size, knownTo: row.projectID, at: now)
            try transaction.completeUpload(row.id)
        }
        return Upload(row, received: row.size, complete: true)
    }

    private func answer(_ row: UploadRow) async throws -> Upload {
        guard !row.complete else { return Upload(row, received: row.size, complete: true) }
        let received = try await blobs.partialSize(row.id)
        // All is here and was not published: the server ended at the last part.
        guard received < row.size || row.size == 0 else { return try await complete(row) }
        return Upload(row, received: received, complete: false)
    }

    private func uploadRow(
        _ id: Identifier<Upload>,
        in project: Project.Name,
        _ caller: Caller
    ) async throws -> UploadRow {
        let row = try await metadata.read { [self] transaction in
            let project = try projectToFill(project, for: caller, in: transaction)
            return try transaction.upload(id).flatMap { $0.projectID == project.id ? $0 : nil }
        }
        guard let row, row.complete || row.expiresAt > now() else {
            throw RoostError(.notFound, "there is no upload \(id), or it rested too long; begin another")
        }
        return row
    }
}

extension Upload {
    fileprivate init(_ row: UploadRow, received: Int64, complete: Bool) {
        self.init(
            id: row.id,
            projectID: row.projectID,
            size: row.size,
            digest: row.digest,
            received: received,
            createdAt: row.createdAt,
            expiresAt: row.expiresAt,
            isComplete: complete
        )
    }
}
