import RoostArtifactStore
import RoostEntities
import RoostMetadataStore

extension Operations {
    /// A picture of the dataset as it is now; while nothing changes, it is the same one.
    ///
    /// Its manifest is written while others read and write; what they change after it began is not in it.
    package func takeSnapshot(
        of name: Dataset.Name,
        in project: Project.Name,
        as caller: Caller
    ) async throws -> Snapshot {
        let (projectID, dataset, current) = try await metadata.read { [self] transaction in
            let project = try self.project(project, for: caller, as: .contributor, in: transaction)
            let dataset = try self.dataset(name, in: project, transaction)
            return (project.id, dataset.id, try transaction.currentSnapshot(of: dataset.id))
        }
        if let current { return current }
        try await finishSplit(of: dataset)
        gate.beginSnapshot(of: dataset)
        defer { gate.endSnapshot(of: dataset) }
        let (manifest, blob) = try await writeManifest(of: dataset)
        return try await metadata.write { [self] transaction in
            let project = try self.project(project, for: caller, as: .contributor, in: transaction)
            try checkIsThere(dataset, named: name, transaction)
            try transaction.insertBlob(blob.digest, size: blob.size, knownTo: projectID, at: now())
            let id = try transaction.insertSnapshot(
                ids.next(),
                of: dataset,
                manifest: manifest,
                digest: blob.digest,
                size: blob.size,
                by: caller.name,
                at: now()
            )
            try record(
                "snapshot.take",
                of: name.text,
                detail: "\(blob.digest)",
                in: project,
                by: caller,
                transaction
            )
            return try self.snapshot(.id(id), of: dataset, transaction)
        }
    }

    package func snapshot(
        _ selector: Snapshot.Selector,
        of dataset: Dataset.Name,
        in project: Project.Name,
        as caller: Caller
    ) async throws -> Snapshot {
        try await metadata.read { [self] transaction in
            let project = try self.project(project, for: caller, in: transaction)
            let dataset = try self.dataset(dataset, in: project, deleted: true, transaction)
            return try snapshot(selector, of: dataset.id, transaction)
        }
    }

    /// The newest first.
    package func snapshots(
        of dataset: Dataset.Name,
        page: PageRequest = .first,
        in project: Project.Name,
        as caller: Caller
    ) async throws -> Page<Snapshot> {
        try await metadata.read { [self] transaction in
            let project = try self.project(project, for: caller, in: transaction)
            let dataset = try self.dataset(dataset, in: project, deleted: true, transaction)
            return try transaction.snapshots(of: dataset.id, page: page)
        }
    }

    /// Forgets a snapshot that nothing was trained or judged on; its manifest goes with the next collection.
    package func deleteSnapshot(
        _ selector: Snapshot.Selector,
        of dataset: Dataset.Name,
        in project: Project.Name,
        as caller: Caller
    ) async throws {
        try await metadata.write { [self] transaction in
            let project = try self.project(project, for: caller, as: .maintainer, in: transaction)
            let dataset = try self.dataset(dataset, in: project, deleted: true, transaction)
            let snapshot = try snapshot(selector, of: dataset.id, transaction)
            guard try transaction.deleteSnapshot(snapshot.id) else {
                throw RoostError(
                    .failedPrecondition,
                    "snapshot \(snapshot.id) is what a version was trained or judged on; delete that first"
                )
            }
            try record(
                "snapshot.delete",
                of: dataset.name.text,
                detail: "\(snapshot.digest)",
                in: project,
                by: caller,
                transaction
            )
        }
    }

    func snapshot(
        _ selector: Snapshot.Selector,
        of dataset: Identifier<Dataset>,
        _ transaction: some Reading
    ) throws -> Snapshot {
        let found =
            switch selector {
            case .id(let id): try transaction.snapshot(id).flatMap { $0.datasetID == dataset ? $0 : nil }
            case .digest(let digest): try transaction.snapshot(digest, of: dataset)
            }
        guard let found else {
            throw RoostError(
                .notFound,
                "the dataset has no snapshot \(quoted(selector.description)); list its snapshots, or take one"
            )
        }
        return found
    }

    /// Puts the manifest into the store as it is written, a few pieces of half a mebibyte in memory.
    private func writeManifest(of dataset: Identifier<Dataset>) async throws -> (Manifest, StoredBlob) {
        let pipe = ManifestPipe()
        async let manifest = writeManifest(of: dataset, to: pipe)
        do {
            let blob = try await blobs.put(pipe, expecting: nil, limit: Limits.blob)
            return (try await manifest, blob)
        } catch {
            pipe.finish()
            throw error
        }
    }

    private func writeManifest(of id: Identifier<Dataset>, to pipe: ManifestPipe) async throws -> Manifest {
        do {
            let manifest = try await metadata.read { transaction in
                guard let dataset = try transaction.dataset(id) else {
                    throw RoostError(.notFound, "the dataset is gone; list the datasets")
                }
                guard try !transaction.isSplitting(id) else {
                    throw RoostError(.unavailable, "the dataset is being split; try again in a moment")
                }
                return try transaction.writeManifest(of: dataset, to: pipe.send)
            }
            pipe.finish()
            return manifest
        } catch {
            pipe.finish(throwing: error)
            throw error
        }
    }

    private func checkIsThere(
        _ id: Identifier<Dataset>,
        named name: Dataset.Name,
        _ transaction: some Reading
    ) throws {
        guard let dataset = try transaction.dataset(id), dataset.deletedAt == nil else {
            throw RoostError(
                .failedPrecondition,
                "dataset \(quoted(name.text)) was deleted while its snapshot was taken; undelete it and try again"
            )
        }
    }
}
