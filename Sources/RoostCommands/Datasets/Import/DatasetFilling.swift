import Foundation
import RoostClient
import RoostThreads

/// Threads for reading what is imported.
enum FileReading {
    static let threads = BlockingThreads(label: "roost.import", count: 1)
}

/// Writes what an importer found into a dataset, batch by batch, so that an import that was cut off can go on.
struct DatasetFilling {
    let roost: Roost
    let name: Dataset.Name

    private static let batch = 500

    /// `onBatch`: hears how many items are done.
    /// - Returns: how many items were not there before.
    func fill(with found: ImportedDataset, onBatch: (Int) -> Void) async throws -> Int {
        let there = try await prepare(labels: found.labels)
        var added = 0
        for start in stride(from: 0, to: found.items.count, by: Self.batch) {
            let items = Array(found.items[start..<min(start + Self.batch, found.items.count)])
            added += try await add(items, to: there)
            onBatch(start + items.count)
        }
        return added
    }

    /// Makes the dataset with its labels, or finds what is in it.
    private func prepare(labels: [String]) async throws -> [Artifact.Path: Digest] {
        let wanted = try labels.map { try Label($0) }
        do {
            let dataset = try await roost.dataset(name)
            let new = wanted.filter { !dataset.labels.contains($0) }
            if !new.isEmpty { _ = try await roost.updateDataset(named: name, labels: dataset.labels + new) }
        } catch let error as RoostError where error.code == .notFound {
            _ = try await roost.createDataset(named: name, labels: wanted)
            return [:]
        }
        var there: [Artifact.Path: Digest] = [:]
        for try await item in roost.allItems(of: name) { there[item.path] = item.digest }
        return there
    }

    private func add(_ items: [ImportedItem], to there: [Artifact.Path: Digest]) async throws -> Int {
        let digests = try await roost.upload(items.map(\.file))
        var drafts: [Item.Draft] = []
        for (item, digest) in zip(items, digests) {
            guard let known = there[item.path] else {
                drafts.append(
                    Item.Draft(path: item.path, digest: digest, subset: item.subset, annotations: item.annotations)
                )
                continue
            }
            guard known == digest else {
                throw RoostError(
                    .alreadyExists,
                    "\(Output.safe(item.path.text)) is in \(name) with another content; import into another dataset"
                )
            }
        }
        if !drafts.isEmpty { try await roost.addItems(drafts, to: name) }
        return drafts.count
    }
}
