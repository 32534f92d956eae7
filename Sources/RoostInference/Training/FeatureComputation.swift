import Foundation
import RoostAdapters
import RoostEntities
import RoostImaging
import RoostLearning
import RoostThreads

/// Brings a subset's features together: those that were computed before, or newly computed ones.
struct FeatureComputation: Sendable {
    /// Rows that are put on the disk together.
    ///
    /// Batches begin anew after them, so that it makes no difference where a
    /// computation that was interrupted goes on.
    private static let segment = 256
    private static let maximumNotes = 20

    let adapter: HuggingFaceClassifier
    let extractor: FeatureExtractor
    let data: TrainingData
    let job: TrainingJob
    let observe: TrainingObserver
    private let threads = BlockingThreads(label: "roost.features", count: 1)

    init(
        _ adapter: HuggingFaceClassifier,
        _ extractor: FeatureExtractor,
        _ data: TrainingData,
        _ job: TrainingJob,
        observe: @escaping TrainingObserver
    ) {
        self.adapter = adapter
        self.extractor = extractor
        self.data = data
        self.job = job
        self.observe = observe
    }

    /// - Returns: the items something can be learnt from, and a row of features for each; no rows when there are none.
    func features(of subset: Subset) async throws -> (items: LabelledItems, matrix: FeatureMatrix?) {
        var items = try LabelledItems(ontology: data.labels)
        for try await item in try await data.items(subset) { items.add(item) }
        guard !items.labels.isEmpty else { return (items, nil) }
        let key = FeatureKey(
            model: job.parent,
            snapshot: data.snapshot,
            subset: subset,
            preprocessing: extractor.preprocessing,
            batchSize: adapter.batchSize
        )
        let cache = FeatureCache(folder: job.featureFolder)
        let count = items.labels.count
        if let matrix = try await matrix(in: cache, key, count) {
            try await observe(.note("the features of \(count) \(subset.rawValue) items were computed before"))
            return (items, matrix)
        }
        try await compute(subset, of: items, key, in: cache)
        guard let matrix = try await matrix(in: cache, key, count) else {
            throw RoostError(.internal, "the features that were just computed are not there")
        }
        return (items, matrix)
    }

    private func matrix(in cache: FeatureCache, _ key: FeatureKey, _ count: Int) async throws -> FeatureMatrix? {
        try await threads.run { [extractor] () throws(RoostError) in
            try cache.matrix(for: key, rowCount: count, features: extractor.features)
        }
    }

    private func compute(
        _ subset: Subset,
        of items: LabelledItems,
        _ key: FeatureKey,
        in cache: FeatureCache
    ) async throws {
        let count = items.labels.count
        var writer = try await threads.run { [extractor] () throws(RoostError) in
            try cache.writer(for: key, rowCount: count, features: extractor.features)
        }
        var progress = Execution.Progress(done: writer.rowCount, total: count)
        if writer.rowCount > 0 {
            try await observe(.note("\(writer.rowCount) of \(count) \(subset.rawValue) items have their features"))
        }
        var segment: [TrainingItem] = []
        var seen = 0
        for try await item in try await data.items(subset) where items.place(item) != nil {
            seen += 1
            guard seen > writer.rowCount + segment.count else { continue }
            segment.append(item)
            guard segment.count == Self.segment else { continue }
            writer = try await extend(writer, by: segment, subset, &progress)
            segment = []
        }
        if !segment.isEmpty { writer = try await extend(writer, by: segment, subset, &progress) }
        try await threads.run { [writer] () throws(RoostError) in
            var writer = writer
            try writer.publish()
        }
    }

    /// Computes and keeps the next rows.
    private func extend(
        _ writer: FeatureWriter,
        by items: [TrainingItem],
        _ subset: Subset,
        _ progress: inout Execution.Progress
    ) async throws -> FeatureWriter {
        let rows = Rows()
        try await adapter.answerItems(
            AsyncStream(items),
            total: items.count,
            fetch: data.fetch,
            answer: { [extractor] in try await extractor.rows($0) },
            write: { await rows.append($0) }
        )
        for (item, row) in await rows.all {
            guard let failure = row.failure else { continue }
            progress.failed += 1
            guard progress.failed <= Self.maximumNotes else { continue }
            try await observe(.note("\(quoted(item.name)) is left out: \(failure)"))
        }
        let values = await rows.all.map(\.answer.values)
        let longer = try await threads.run { () throws(RoostError) in
            var writer = writer
            try writer.append(values)
            return writer
        }
        progress.done += items.count
        try await observe(.features(subset, progress))
        return longer
    }
}

private actor Rows {
    private(set) var all: [(item: TrainingItem, answer: FeatureRow)] = []

    func append(_ rows: [(item: TrainingItem, answer: FeatureRow)]) {
        all += rows
    }
}
