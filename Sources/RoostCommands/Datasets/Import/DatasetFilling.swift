import Foundation
import RoostClient
import RoostDatasetFormats

/// Writes what a reader finds into a dataset, batch by batch, so that an import that was cut off can go on.
struct DatasetFilling {
    let roost: Roost
    let name: Dataset.Name

    /// What became of an import.
    struct Counts: Equatable {
        var read = 0
        var added = 0
        var annotations = 0
    }

    private static let batch = 500
    /// Below what a server takes at once, in bytes.
    private static let weightLimit = 4 << 20

    /// - Parameters:
    ///   - session: from its beginning.
    ///   - onBatch: hears how many items are done.
    /// - Returns: how much there was, and how much of it was new.
    /// - Throws: what the reader or the server says.
    func fill(from session: ImportSession, onBatch: (Int) -> Void) async throws -> Counts {
        let there = try await prepare(session.header)
        var counts = Counts()
        while true {
            let items = try await session.read(Self.batch)
            guard !items.isEmpty else { return counts }
            try await add(items, to: there, &counts)
            counts.read += items.count
            onBatch(counts.read)
        }
    }

    /// Makes the dataset with its labels, or finds what is in it.
    private func prepare(_ header: DatasetHeader) async throws -> [Artifact.Path: Digest] {
        do {
            let dataset = try await roost.dataset(name)
            let known = Set(dataset.labels.map(\.name))
            let new = header.labels.filter { !known.contains($0.name) }
            let metadata = dataset.metadata.merging(header.metadata) { own, _ in own }
            if !new.isEmpty || metadata != dataset.metadata {
                _ = try await roost.updateDataset(named: name, labels: dataset.labels + new, metadata: metadata)
            }
        } catch let error as RoostError where error.code == .notFound {
            _ = try await roost.createDataset(named: name, labels: header.labels, metadata: header.metadata)
            return [:]
        }
        var there: [Artifact.Path: Digest] = [:]
        for try await item in roost.allItems(of: name) { there[item.path] = item.digest }
        return there
    }

    private func add(
        _ items: [ImportedItem],
        to there: [Artifact.Path: Digest],
        _ counts: inout Counts
    ) async throws {
        let digests = try await roost.upload(items.map(\.file))
        var drafts: [Item.Draft] = []
        var weight = 0
        for (item, digest) in zip(items, digests) {
            if let known = there[item.path] {
                guard known == digest else {
                    throw RoostError(
                        .alreadyExists,
                        "\(Output.safe(item.path.text)) is in \(name) with another content; import into another dataset"
                    )
                }
                continue
            }
            if weight + item.weight > Self.weightLimit, !drafts.isEmpty {
                try await roost.addItems(drafts, to: name)
                (drafts, weight) = ([], 0)
            }
            weight += item.weight
            counts.added += 1
            counts.annotations += item.annotations.count
            drafts.append(
                Item.Draft(
                    path: item.path,
                    digest: digest,
                    subset: item.subset,
                    annotations: item.annotations,
                    metadata: item.metadata
                )
            )
        }
        if !drafts.isEmpty { try await roost.addItems(drafts, to: name) }
    }
}
