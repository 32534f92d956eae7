extension Roost {
    /// A picture of the dataset as it is now; while nothing changes, it is the same one.
    public func takeSnapshot(of dataset: Dataset.Name) async throws -> Snapshot {
        var request = Request(.post, inProject("datasets", dataset.text, "snapshots"))
        // A million items take a while.
        request.isPatient = true
        request.limit = nil
        return try await connection.value(request)
    }

    public func snapshot(_ selector: Snapshot.Selector, of dataset: Dataset.Name) async throws -> Snapshot {
        try await connection.value(
            Request(.get, inProject("datasets", dataset.text, "snapshots", selector.description))
        )
    }

    /// The newest first.
    public func snapshots(of dataset: Dataset.Name, page: PageRequest = .first) async throws -> Page<Snapshot> {
        try await connection.value(Request(.get, inProject("datasets", dataset.text, "snapshots")).adding(page))
    }

    /// The newest first.
    public func allSnapshots(of dataset: Dataset.Name) -> Listing<Snapshot> {
        Listing { try await snapshots(of: dataset, page: $0) }
    }

    /// Forgets a snapshot; refused while a version, an evaluation or an execution names it.
    public func deleteSnapshot(_ selector: Snapshot.Selector, of dataset: Dataset.Name) async throws {
        try await connection.perform(
            Request(.delete, inProject("datasets", dataset.text, "snapshots", selector.description))
        )
    }

    /// What a snapshot holds, by path, fetched while you iterate.
    ///
    /// A broken connection is taken up again where it broke. The last step throws `corrupted` unless all that came is
    /// what the snapshot's digest says: act on the whole only after the loop.
    public func snapshotItems(of snapshot: Snapshot) -> SnapshotItems {
        SnapshotItems(roost: self, snapshot: snapshot)
    }
}
