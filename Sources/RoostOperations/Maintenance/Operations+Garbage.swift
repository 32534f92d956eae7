import RoostArtifactStore
import RoostEntities
import RoostMetadataStore

extension Operations {
    /// Removes what was deleted longer than `graceSeconds` ago, and then content that nothing has named for as long.
    ///
    /// A dry run counts what is garbage now; content that only a purge would set free is not in it.
    package func collectGarbage(
        dryRun: Bool,
        graceSeconds: Double,
        as caller: Caller
    ) async throws -> GarbageReport {
        try caller.requireEverywhere(.admin)
        guard (0...100 * 366 * 86400).contains(graceSeconds) else {
            throw RoostError(.invalidArgument, "the grace is 0 seconds to a hundred years, not \(graceSeconds)")
        }
        try gate.beginCollection()
        defer { gate.endCollection() }
        let moment = now().advanced(bySeconds: -graceSeconds)
        var report = GarbageReport(dryRun: dryRun)
        try await purge(before: moment, &report)
        try await forgetUploads(&report)
        try await sweepBlobs(before: moment, &report)
        guard !dryRun else { return report }
        try await metadata.write { [self, report] in
            try record(
                "garbage.collect",
                of: "",
                detail: "\(report.blobs) blobs, \(report.bytes) bytes",
                in: nil,
                by: caller,
                $0
            )
        }
        return report
    }

    private func purge(before moment: Timestamp, _ report: inout GarbageReport) async throws {
        let (versions, models, datasets) = try await metadata.read { transaction in
            (
                try transaction.purgeableVersions(before: moment),
                try transaction.purgeableModels(before: moment),
                try transaction.purgeableDatasets(before: moment)
            )
        }
        try await purgeItems(before: moment, &report)
        guard !report.dryRun else {
            report.purgedVersions = versions.count
            report.purgedModels = models.count
            report.purgedDatasets = datasets.count
            try await countRuns(before: moment, &report)
            return
        }
        for id in versions
        where try await metadata.write({ try $0.purgeVersion(id, deletedBefore: moment) }) {
            report.purgedVersions += 1
        }
        for id in models
        where try await metadata.write({ try $0.purgeModel(id, deletedBefore: moment) }) {
            report.purgedModels += 1
        }
        for id in datasets
        where try await metadata.write({ try $0.purgeDataset(id, deletedBefore: moment) }) {
            report.purgedDatasets += 1
        }
        try await purgeRuns(before: moment, &report)
        let now = now()
        try await metadata.write { transaction in
            try transaction.releaseImages(ofExecutionsEndedBefore: moment)
            try transaction.deleteExpiredTokens(before: now)
        }
    }

    private func countRuns(before moment: Timestamp, _ report: inout GarbageReport) async throws {
        (
            report.purgedRuns, report.purgedLoggedModels, report.purgedTraces, report.purgedExperiments
        ) = try await metadata.read { transaction in
            (
                try transaction.purgeableRunCount(before: moment),
                try transaction.purgeableLoggedModelCount(before: moment),
                try transaction.purgeableTraceCount(before: moment),
                try transaction.purgeableExperiments(before: moment).count
            )
        }
    }

    /// A run may have millions of points: they go in pieces, so that nobody's write waits for all of them.
    private func purgeRuns(before moment: Timestamp, _ report: inout GarbageReport) async throws {
        while true {
            let runs = try await metadata.read { try $0.purgeableRuns(before: moment, limit: 1000) }
            let before = report.purgedRuns
            for id in runs {
                while try await metadata.write({ transaction in
                    try transaction.purgePoints(of: id, deletedBefore: moment, limit: 20_000) ?? 0
                }) > 0 {}
                guard try await metadata.write({ try $0.purgeRun(id, deletedBefore: moment) }) else { continue }
                report.purgedRuns += 1
            }
            guard report.purgedRuns > before else { break }
        }
        try await purgeLoggedModels(before: moment, &report)
        try await purgeTraces(before: moment, &report)
        for id in try await metadata.read({ try $0.purgeableExperiments(before: moment) })
        where try await metadata.write({ try $0.purgeExperiment(id, deletedBefore: moment) }) {
            report.purgedExperiments += 1
        }
    }

    private func purgeLoggedModels(before moment: Timestamp, _ report: inout GarbageReport) async throws {
        while true {
            let models = try await metadata.read { try $0.purgeableLoggedModels(before: moment, limit: 1000) }
            let before = report.purgedLoggedModels
            for model in models {
                while try await metadata.write({ transaction in
                    try transaction.purgePoints(of: model, deletedBefore: moment, limit: 20_000)
                }) > 0 {}
                guard try await metadata.write({ try $0.purgeLoggedModel(model, deletedBefore: moment) }) else {
                    continue
                }
                report.purgedLoggedModels += 1
            }
            guard report.purgedLoggedModels > before else { return }
        }
    }

    private func purgeTraces(before moment: Timestamp, _ report: inout GarbageReport) async throws {
        while true {
            let count = try await metadata.write { transaction in
                try transaction.purgeTraces(ofExperimentsDeletedBefore: moment, limit: 500)
            }
            guard count > 0 else { return }
            report.purgedTraces += count
        }
    }

    /// Deleted items that no snapshot shows, a thousand in a transaction.
    ///
    /// A snapshot that is being taken may show what was deleted since it began: its dataset waits for the next
    /// collection.
    private func purgeItems(before moment: Timestamp, _ report: inout GarbageReport) async throws {
        guard !report.dryRun else {
            report.purgedItems = try await metadata.read {
                try $0.purgeableItems(before: moment, limit: 1_000_000).count
            }
            return
        }
        while true {
            let items = try await metadata.read { try $0.purgeableItems(before: moment, limit: 1000) }
            guard !items.isEmpty else { return }
            let purged = try await metadata.write { [gate] transaction in
                try items.count { item in
                    try !gate.isTakingSnapshot(of: item.datasetID)
                        && transaction.purgeItem(item.id, deletedBefore: moment)
                }
            }
            guard purged > 0 else { return }
            report.purgedItems += purged
        }
    }

    private func forgetUploads(_ report: inout GarbageReport) async throws {
        let now = now()
        let expired = try await metadata.read { try $0.expiredUploads(before: now) }
        let resting = now.advanced(bySeconds: -Self.partedPatience)
        let parted = try await blobs.partedUploads().filter { $0.changedAt < resting && !$0.isBusy }
        report.expiredUploads = expired.count + parted.count
        guard !report.dryRun else { return }
        for id in expired {
            try await blobs.discard(id)
            try await metadata.write { try $0.deleteUpload(id) }
        }
        for upload in parted {
            try await blobs.discardParts(of: upload.upload.id)
        }
        // What a crash left without a row; a week is how long an upload may rest.
        try await blobs.sweep(before: now.advanced(bySeconds: -7 * 86400))
    }

    /// First the row goes, in a transaction that finds nothing naming it, then the content: a crash between the two
    /// leaves content without a row, which the next collection takes.
    private func sweepBlobs(before moment: Timestamp, _ report: inout GarbageReport) async throws {
        for try await blob in blobs.list() where blob.modifiedAt < moment {
            let isGarbage = try await metadata.read { transaction in
                guard try transaction.hasBlob(blob.digest) else { return true }
                return try transaction.isUnused(blob.digest, since: moment)
            }
            guard isGarbage else { continue }
            if !report.dryRun {
                guard try await forget(blob.digest, unusedSince: moment) else { continue }
            }
            report.blobs += 1
            report.bytes += blob.size
        }
    }

    /// Whether the content is gone: not when somebody began to use it meanwhile.
    private func forget(_ digest: Digest, unusedSince moment: Timestamp) async throws -> Bool {
        let isFree = try await metadata.write { transaction in
            guard try transaction.hasBlob(digest) else { return true }
            return try transaction.deleteBlob(digest, unusedSince: moment)
        }
        guard isFree else { return false }
        return try await blobs.delete(digest, unlessRenewedSince: moment)
    }
}
