import Foundation
import RoostClient
import RoostDatasetFormats

/// Writes the items of a snapshot to a folder, a batch at a time, with their images.
struct DatasetExporting {
    let roost: Roost
    let snapshot: Snapshot
    /// Only that part; all of it when `nil`.
    let subset: Subset?
    /// Only those; all of them when `nil`.
    let items: Set<Identifier<Item>>?
    /// Whose annotations to write; the truth when `nil`.
    let predictionsOf: Identifier<Version>?

    private static let batch = 256
    private static let width = 8

    /// - Parameters:
    ///   - format: what to write.
    ///   - header: of the dataset.
    ///   - target: appears when everything is in it.
    ///   - onBatch: hears how many items are done.
    /// - Returns: what was written.
    /// - Throws: what the server says, or when the folder cannot be written.
    func write(
        _ format: DatasetFormat,
        _ header: DatasetHeader,
        to target: ExportFolder,
        onBatch: (Int) -> Void
    ) async throws -> ExportSummary {
        let session = try await ExportSession.open(format, in: target.draft, header: header)
        var summary = ExportSummary(dataset: snapshot.dataset, snapshot: snapshot.digest, format: format)
        var batch: [SnapshotItem] = []
        for try await item in roost.snapshotItems(of: snapshot) {
            guard subset == nil || item.subset == subset, items?.contains(item.id) != false else { continue }
            batch.append(item)
            guard batch.count == Self.batch else { continue }
            try await write(batch, session, target, &summary)
            onBatch(summary.items)
            batch.removeAll(keepingCapacity: true)
        }
        try await write(batch, session, target, &summary)
        try await session.finish()
        try await session.perform { try target.publish() }
        summary.leftOut = session.losses
        return summary
    }

    private func write(
        _ batch: [SnapshotItem],
        _ session: ExportSession,
        _ target: ExportFolder,
        _ summary: inout ExportSummary
    ) async throws {
        let items = try await described(batch)
        let places = try await session.add(items)
        var images: [(place: String, item: SnapshotItem)] = []
        for (place, item) in zip(places, batch) {
            guard let place else { continue }
            images.append((place, item))
        }
        summary.items += images.count
        summary.annotations += zip(places, items).reduce(0) { $1.0 == nil ? $0 : $0 + $1.1.annotations.count }
        let kept = Counter()
        try await images.concurrently(Self.width) { image in
            if try await bring(image.item, to: image.place, session, target) { kept.increment() }
        }
        summary.kept += kept.value
    }

    /// The items with what is to be said of them.
    private func described(_ batch: [SnapshotItem]) async throws -> [ExportedItem] {
        guard let predictionsOf else { return batch.map { ExportedItem($0, annotations: $0.annotations) } }
        return try await withThrowingTaskGroup(of: (Int, [Annotation.Draft]).self) { group in
            var answers = [[Annotation.Draft]](repeating: [], count: batch.count)
            for (index, item) in batch.enumerated() {
                if index >= Self.width, let (done, drafts) = try await group.next() { answers[done] = drafts }
                group.addTask { (index, try await predictions(of: predictionsOf, on: item)) }
            }
            for try await (done, drafts) in group { answers[done] = drafts }
            return zip(batch, answers).map { ExportedItem($0, annotations: $1) }
        }
    }

    private func predictions(
        of version: Identifier<Version>,
        on item: SnapshotItem
    ) async throws -> [Annotation.Draft] {
        var drafts: [Annotation.Draft] = []
        let filter = Roost.AnnotationFilter(item: item.id, version: version)
        for try await annotation in roost.allAnnotations(of: snapshot.dataset, filter) {
            drafts.append(
                Annotation.Draft(
                    label: annotation.label,
                    geometry: annotation.geometry,
                    score: annotation.score,
                    attributes: annotation.attributes
                )
            )
        }
        return drafts
    }

    /// - Returns: whether the image was there already.
    private func bring(
        _ item: SnapshotItem,
        to place: String,
        _ session: ExportSession,
        _ target: ExportFolder
    ) async throws -> Bool {
        for candidate in target.candidates(place)
        where await roost.holds(item.digest, size: item.size, in: candidate) {
            try await session.perform { try target.adopt(candidate, as: place) }
            return true
        }
        try await roost.bring(item.digest, size: item.size, to: target.draft.appending(path: place))
        return false
    }
}

extension ExportedItem {
    fileprivate init(_ item: SnapshotItem, annotations: [Annotation.Draft]) {
        self.init(
            path: item.path,
            subset: item.subset,
            width: item.width,
            height: item.height,
            metadata: item.metadata,
            annotations: annotations
        )
    }
}
