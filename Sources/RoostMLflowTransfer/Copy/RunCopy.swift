import RoostClient
import RoostEntities

/// Copies the runs of one experiment.
struct RunCopy: Sendable {
    /// Most of each kind that one request has.
    private static let pointsPerRequest = 1000
    private static let entriesPerRequest = 100
    private static let datasetsPerRequest = 100
    /// Roost cuts longer values, in Unicode scalars.
    private static let longestParameter = 6000

    let transfer: Transfer
    let experiment: MLflowExperiment
    /// The experiment's number at the target.
    let place: String
    let makers: ModelMakers

    private var target: TransferTarget { transfer.target }
    private var source: any TransferSource { transfer.source }
    private var log: TransferLog { transfer.log }
    private var map: TransferMap { transfer.map }

    init(_ transfer: Transfer, experiment: MLflowExperiment, place: String, makers: ModelMakers) {
        self.transfer = transfer
        self.experiment = experiment
        self.place = place
        self.makers = makers
    }

    /// A parent is copied before its parts.
    func copyAll(isNew: Bool) async throws {
        let there = isNew ? [:] : try await known()
        try await forEachPage { token in
            try await source.runs(of: experiment.id, after: token)
        } _: { runs in
            var waiting = runs
            while !waiting.isEmpty {
                let ids = Set(waiting.map(\.id))
                var ready = waiting.filter { run in run.parent.map { $0 == run.id || !ids.contains($0) } ?? true }
                // Runs that are parts of each other have no first.
                if ready.isEmpty { ready = waiting }
                let taken = Set(ready.map(\.id))
                waiting.removeAll { taken.contains($0.id) }
                try await ready.concurrently(Transfer.width) { run in
                    try await transfer.attempt(of: "run \(run.id)") { try await copy(run, there: there[run.id]) }
                }
            }
        }
        for (child, parent) in map.takeOrphans() {
            guard let parent = map.run(parent) else { continue }
            try? await target.log(child, tags: [MLflowEntry(MLflowRun.parentTag, parent.id)])
        }
    }

    /// Notes what the runs are called at the target, for what speaks of them.
    func findAll() async throws {
        let known = try await known()
        log.note { $0.runs.kept += known.count }
    }

    /// The copies that are there, by what they are copies of.
    private func known() async throws -> [String: MLflowRun] {
        var known: [String: MLflowRun] = [:]
        try await forEachPage { token in
            try await target.reader.runs(of: place, after: token)
        } _: { runs in
            for run in runs {
                guard let id = target.keepsIdentities ? run.id : run.tags[TransferTarget.runTag] else { continue }
                map.set(run: id, .init(id: run.id, artifactURI: run.artifactURI))
                var slim = run
                (slim.parameters, slim.tags, slim.metrics, slim.datasets) = ([], [], [], [])
                known[id] = slim
            }
        }
        return known
    }

    private func copy(_ run: MLflowRun, there: MLflowRun?) async throws {
        if let there, isComplete(there, run), !transfer.rechecks || there.isDeleted {
            return log.note { $0.runs.kept += 1 }
        }
        if let there, there.isDeleted {
            log.lose(of: "run \(run.id)", "the rest of it", "its copy was deleted at the target; restore it there")
            return
        }
        var run = run
        if makers.hasModels {
            let whole = try await source.run(run.id)
            (run.modelInputs, run.modelOutputs) = (whole.modelInputs, whole.modelOutputs)
        }
        let made: MLflowRun
        if let there {
            made = there
        } else {
            made = try await target.create(run, in: place)
        }
        map.set(run: run.id, .init(id: made.id, artifactURI: made.artifactURI))
        try await copyEntries(of: run, to: made.id)
        try await copyPoints(of: run, to: made.id)
        try await copyDatasets(of: run, to: made.id)
        try await FileCopy(transfer, from: run.owner, to: made.owner, name: "run \(run.id)", isNew: there == nil)
            .copyAll()
        guard !makers.runs.contains(run.id), run.modelInputs.isEmpty, run.modelOutputs.isEmpty else {
            (run.parameters, run.tags, run.metrics, run.datasets) = ([], [], [], [])
            return map.wait(run)
        }
        try await transfer.end(run, made.id, isHidden: experiment.isDeleted)
    }

    /// Whether nothing is left to do: what ends a run is written last.
    private func isComplete(_ copy: MLflowRun, _ run: MLflowRun) -> Bool {
        guard run.hasEnded, copy.status == run.status else { return false }
        guard run.endedAt == nil || run.endedAt == copy.endedAt else { return false }
        return copy.isDeleted == (run.isDeleted && !experiment.isDeleted) || copy.isDeleted
    }

    private func copyEntries(of run: MLflowRun, to copy: String) async throws {
        let name = "run \(run.id)"
        if target.keepsIdentities {
            let long = run.parameters.filter { $0.value.unicodeScalars.count > Self.longestParameter }
            for entry in long {
                let lost = "the end of parameter \(quoted(entry.key))"
                log.lose(of: name, lost, "Roost keeps 6,000 characters of a value")
            }
        }
        for part in run.parameters.parts(of: Self.entriesPerRequest) {
            try await transfer.keep(part) { part in
                try await target.log(copy, parameters: part)
            } lose: { entry, why in
                log.lose(of: name, "parameter \(quoted(entry.key))", why)
            }
        }
        for part in tags(of: run, copy: copy).parts(of: Self.entriesPerRequest) {
            try await transfer.keep(part) { part in
                try await target.log(copy, tags: part)
            } lose: { entry, why in
                log.lose(of: name, "tag \(quoted(entry.key))", why)
            }
        }
    }

    /// The name is said when the run is made; a parent is called as at the target.
    private func tags(of run: MLflowRun, copy: String) -> [MLflowEntry] {
        run.tags.compactMap { tag in
            if tag.key == MLflowRun.nameTag, tag.value == run.name { return nil }
            guard tag.key == MLflowRun.parentTag else { return tag }
            if let parent = map.run(tag.value) { return MLflowEntry(tag.key, parent.id) }
            map.addOrphan(copy, parent: tag.value)
            return tag
        }
    }

    private func copyPoints(of run: MLflowRun, to copy: String) async throws {
        var waiting: [MLflowPoint] = []
        for metric in run.metrics {
            try await forEachPage { token in
                try await source.points(of: metric, run: run.id, after: token)
            } _: { points in
                waiting += points
                while waiting.count >= Self.pointsPerRequest {
                    try await send(Array(waiting.prefix(Self.pointsPerRequest)), of: run, to: copy)
                    waiting.removeFirst(Self.pointsPerRequest)
                }
            }
        }
        try await send(waiting, of: run, to: copy)
    }

    private func send(_ points: [MLflowPoint], of run: MLflowRun, to copy: String) async throws {
        try await transfer.keep(points) { points in
            try await target.log(copy, metrics: points)
            log.note { $0.points += points.count }
        } lose: { point, why in
            log.lose(of: "run \(run.id)", "metric \(quoted(point.key)) at step \(point.step)", why)
        }
    }

    private func copyDatasets(of run: MLflowRun, to copy: String) async throws {
        for part in run.datasets.parts(of: Self.datasetsPerRequest) {
            try await transfer.keep(part) { part in
                try await target.log(copy, datasets: part)
            } lose: { dataset, why in
                log.lose(of: "run \(run.id)", "dataset \(quoted(dataset.name))", why)
            }
        }
    }
}

extension Array {
    /// In order, each of `size` elements but the last.
    func parts(of size: Int) -> [[Element]] {
        stride(from: 0, to: count, by: size).map { Array(self[$0..<Swift.min($0 + size, count)]) }
    }
}
