import RoostClient
import RoostEntities

/// Copies what one server has to another; begun again after it was cut off, it goes on where it was.
///
/// What ends a run, a model or an experiment is written last, so that whatever looks finished at the target is.
/// Everything before that can be sent twice and is there once.
package struct Transfer: Sendable {
    /// So many runs or models are under way at a time.
    static let width = 4

    let source: any TransferSource
    let target: TransferTarget
    let log: TransferLog
    /// Whether what is complete is sent again, for what changed at the source meanwhile.
    let rechecks: Bool
    let map = TransferMap()

    package init(
        source: any TransferSource,
        target: TransferTarget,
        log: TransferLog,
        rechecks: Bool = false
    ) {
        self.rechecks = rechecks
        self.source = source
        self.target = target
        self.log = log
    }

    /// - Parameter names: The experiments to copy; all of them, and the registry, when it is empty.
    /// - Throws: `notFound` for an experiment that is not there; `unavailable` when a server is gone for good; what a
    ///   server refuses as a whole.
    package func copy(experiments names: Set<String> = []) async throws {
        let wanted = try await experiments(named: names)
        let there = Dictionary(try await target.reader.experiments().map { ($0.name, $0) }) { first, _ in first }
        let makers = try await runsOfModels(in: wanted)
        var places: [(experiment: MLflowExperiment, id: String)] = []
        for experiment in wanted {
            var made: String?
            try await attempt(of: "experiment \(quoted(experiment.name))") {
                made = try await copy(experiment, there: there[experiment.name])
            }
            guard let place = made else { continue }
            let isNew = there[experiment.name] == nil
            try await RunCopy(self, experiment: experiment, place: place, makers: makers).copyAll(isNew: isNew)
            places.append((experiment, place))
        }
        for (experiment, place) in places where makers.hasModels {
            try await ModelCopy(self, experiment: experiment, place: place).copyAll()
        }
        try await endWaiting(in: wanted)
        for (experiment, place) in places where experiment.isDeleted { try await target.deleteExperiment(place) }
        if names.isEmpty { try await RegistryCopy(self).copyAll() }
        for loss in try await source.leftOut() { log.note { $0.add(loss) } }
        log.note { $0.isComplete = true }
    }

    private func experiments(named names: Set<String>) async throws -> [MLflowExperiment] {
        let all = try await source.experiments()
        let missing = names.subtracting(all.map(\.name))
        guard missing.isEmpty else {
            let list = missing.sorted().map { quoted($0) }.joined(separator: ", ")
            throw RoostError(.notFound, "the source has no experiment \(list); leave out --experiment to copy all")
        }
        return names.isEmpty ? all : all.filter { names.contains($0.name) }
    }

    /// Makes the experiment, or completes its tags.
    ///
    /// - Returns: What it is called at the target; `nil` when nothing is left to do.
    private func copy(_ experiment: MLflowExperiment, there: MLflowExperiment?) async throws -> String? {
        let name = "experiment \(quoted(experiment.name))"
        guard let there else {
            let id: String
            do {
                id = try await target.create(experiment, tags: experiment.tags)
            } catch let error as RoostError where error.isOfOneThing && !experiment.tags.isEmpty {
                id = try await target.create(experiment, tags: [])
                try await set(experiment.tags, of: id, called: name)
            }
            log.note { $0.experiments.copied += 1 }
            return id
        }
        guard !there.isDeleted else {
            if !experiment.isDeleted {
                log.lose(of: name, "all of it", "the target has deleted its own of that name; restore it there")
            }
            log.note { $0.experiments.kept += 1 }
            try await RunCopy(self, experiment: experiment, place: there.id, makers: .none).findAll()
            return nil
        }
        try await set(experiment.tags.filter { there.tags[$0.key] != $0.value }, of: there.id, called: name)
        log.note { $0.experiments.kept += 1 }
        return there.id
    }

    private func set(_ tags: [MLflowEntry], of experiment: String, called name: String) async throws {
        for tag in tags {
            try await keep([tag]) { _ in
                try await target.set(tag, ofExperiment: experiment)
            } lose: { tag, why in
                log.lose(of: name, "tag \(quoted(tag.key))", why)
            }
        }
    }

    /// Which runs have to wait for their models; a list of models is asked for once to know.
    private func runsOfModels(in experiments: [MLflowExperiment]) async throws -> ModelMakers {
        var makers = ModelMakers.none
        for experiment in experiments {
            try await forEachPage { token in
                try await models(of: experiment.id, after: token)
            } _: { models in
                makers.hasModels = makers.hasModels || !models.isEmpty
                for model in models {
                    if let run = model.run { makers.runs.insert(run) }
                    makers.runs.formUnion(model.metrics.compactMap(\.run))
                }
            }
        }
        return makers
    }

    /// None where the source is too old to have any.
    func models(of experiment: String, after token: String?) async throws -> MLflowPage<MLflowModel> {
        do {
            return try await source.models(of: experiment, after: token)
        } catch let error as RoostError where error.code == .unsupported || error.code == .notFound {
            return MLflowPage([])
        }
    }

    /// Ends the runs that had to wait, now that the models they speak of are there.
    private func endWaiting(in experiments: [MLflowExperiment]) async throws {
        let deleted = Set(experiments.filter(\.isDeleted).map(\.id))
        try await map.takeWaiting().concurrently(Self.width) { run in
            guard let copy = map.run(run.id) else { return }
            try await link(run, copy.id)
            try await attempt(of: "run \(run.id)") {
                try await end(run, copy.id, isHidden: deleted.contains(run.experiment))
            }
        }
    }

    private func link(_ run: MLflowRun, _ copy: String) async throws {
        for model in run.modelInputs {
            try await keep([model]) { _ in
                try await target.log(copy, modelInput: copied(model))
            } lose: { model, why in
                log.lose(of: "run \(run.id)", "model input \(model)", why)
            }
        }
        for output in run.modelOutputs {
            try await keep([output]) { _ in
                try await target.log(copy, modelOutput: copied(output.model), step: output.step)
            } lose: { output, why in
                log.lose(of: "run \(run.id)", "model output \(output.model)", why)
            }
        }
    }

    /// What a logged model is called at the target.
    private func copied(_ model: String) throws(RoostError) -> String {
        if let copy = map.model(model) { return copy.id }
        guard target.keepsIdentities else {
            throw RoostError(.notFound, "the logged model was not copied")
        }
        return model
    }

    /// What makes a copy look finished; nothing is written to it afterwards.
    ///
    /// `isHidden`: whether the whole experiment will be deleted.
    func end(_ run: MLflowRun, _ copy: String, isHidden: Bool) async throws {
        let name = "run \(run.id)"
        if run.status != "RUNNING" || run.endedAt != nil {
            try await target.end(copy, status: run.status, at: run.endedAt)
        }
        if target.keepsIdentities, run.hasEnded, run.endedAt == nil {
            log.lose(of: name, "no moment of its end", "Roost wants one and took the present")
        }
        if run.isDeleted, !isHidden { try await target.deleteRun(copy) }
        log.note { $0.runs.copied += 1 }
    }

    /// Does `work`; when a server refuses it, that is noted and the rest goes on.
    func attempt(of name: String, _ work: () async throws -> Void) async throws {
        do {
            try await work()
        } catch let error as RoostError where error.isOfOneThing {
            log.lose(of: name, "all or the rest of it", error.reason)
        }
    }

    /// Sends entries together, and one by one those that are refused together: what is refused alone is lost.
    func keep<Entry>(
        _ entries: [Entry],
        _ send: ([Entry]) async throws -> Void,
        lose: (_ entry: Entry, _ why: String) -> Void
    ) async throws {
        guard let first = entries.first else { return }
        do {
            try await send(entries)
        } catch let error as RoostError where error.isOfOneThing {
            guard entries.count > 1 else { return lose(first, error.reason) }
            guard error.code != .unsupported else { return entries.forEach { lose($0, error.reason) } }
            let middle = entries.count / 2
            try await keep(Array(entries[..<middle]), send, lose: lose)
            try await keep(Array(entries[middle...]), send, lose: lose)
        }
    }
}

/// The runs that logged models come from or were measured by.
struct ModelMakers: Sendable {
    var hasModels = false
    var runs: Set<String> = []

    static let none = ModelMakers()
}

extension MLflowRun {
    var hasEnded: Bool { ["FINISHED", "FAILED", "KILLED"].contains(status) }
}

extension RoostError {
    /// The server's own words where it refused, for a report that says elsewhere what was asked.
    var reason: String { (cause as? MLflowRefusal)?.message.map { String($0.prefix(500)) } ?? message }

    /// Whether it is about what was sent, so that the rest can still be copied.
    var isOfOneThing: Bool {
        switch code {
        case .invalidArgument, .notFound, .alreadyExists, .failedPrecondition, .tooLarge, .outOfRange, .corrupted,
            .unsupported, .internal:
            true
        case .unauthenticated, .permissionDenied, .cancelled, .unavailable: false
        }
    }
}
