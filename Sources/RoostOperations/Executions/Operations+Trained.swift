import RoostEntities
import RoostMetadataStore

/// What the worker of a training says about what it made, with the token it was started with.
extension Operations {
    /// Seals the version of a training with its content and the record of how it was made, in one step.
    ///
    /// Said again with the same content, it changes nothing.
    package func finishTraining(
        _ result: TrainingResult,
        of id: Identifier<Execution>,
        in project: Project.Name,
        as caller: Caller
    ) async throws -> Version {
        try caller.require(workerOf: id)
        try result.check()
        let drafts = try ArtifactDrafts(result.artifacts, policy: linkPolicy)
        let version = try await metadata.write { [self] transaction in
            let project = try self.project(project, for: caller, in: transaction)
            let execution = try self.execution(id, of: project, transaction)
            guard let version = try product(of: execution, transaction), let record = version.training else {
                throw RoostError(.failedPrecondition, "execution \(id) makes no version; stop its worker")
            }
            guard version.status != .trained else {
                return try version.confirmed(by: result, try transaction.artifacts(of: version.id))
            }
            try checkIsRunning(execution)
            try put(drafts, into: version.id, of: project, transaction)
            try transaction.setTraining(
                of: version.id,
                to: record.completed(by: result),
                labels: result.labels,
                task: result.task,
                type: result.type,
                configuration: result.configuration
            )
            try move(
                version,
                by: .finishTraining,
                digest: VersionDigest(try transaction.artifacts(of: version.id)).digest,
                message: "trained by execution \(id)",
                by: caller,
                transaction
            )
            try self.record("version.train", of: version.reference.text, in: project, by: caller, transaction)
            return try self.version(version.id, transaction)
        }
        changes.announce(id)
        return version
    }

    /// Writes whether a training that was done again came out the same.
    package func recordReproduction(
        _ reproduction: Reproduction,
        of id: Identifier<Execution>,
        in project: Project.Name,
        as caller: Caller
    ) async throws {
        try caller.require(workerOf: id)
        try reproduction.check()
        try await metadata.write { [self] transaction in
            let project = try self.project(project, for: caller, in: transaction)
            let execution = try self.execution(id, of: project, transaction)
            guard let original = execution.input.training?.original else {
                throw RoostError(.failedPrecondition, "execution \(id) does no training again; stop its worker")
            }
            try checkIsRunning(execution)
            var result = execution.result ?? Execution.Result()
            result.reproduction = reproduction
            try transaction.setResult(result, of: id)
            try record(
                "version.reproduce",
                of: original.text,
                detail: reproduction.matches ? "it matches" : "it does not match",
                in: project,
                by: caller,
                transaction
            )
        }
        changes.announce(id)
    }

    /// - Throws: `failedPrecondition` for an execution whose worker should have stopped.
    func checkIsRunning(_ execution: Execution) throws(RoostError) {
        guard execution.status == .running else {
            throw RoostError(
                .failedPrecondition,
                "execution \(execution.id) is \(execution.status.rawValue) and takes no results; stop its worker"
            )
        }
    }
}

extension Version {
    /// This version, if its content is what the result says.
    fileprivate func confirmed(by result: TrainingResult, _ artifacts: [Artifact]) throws(RoostError) -> Version {
        let known = Dictionary(artifacts.map { ($0.path, $0.digest) }) { first, _ in first }
        let said = Dictionary(result.artifacts.map { ($0.path, $0.digest) }) { first, _ in first }
        guard known == said else {
            throw RoostError(.failedPrecondition, "\(reference) is trained and its content never changes")
        }
        return self
    }
}

extension TrainingRecord {
    fileprivate func completed(by result: TrainingResult) -> TrainingRecord {
        var record = self
        record.settings = result.settings
        record.adapter = result.adapter
        record.environment = result.environment
        record.metrics = result.metrics
        return record
    }
}

extension TrainingResult {
    fileprivate func check() throws {
        guard !artifacts.isEmpty, artifacts.allSatisfy({ $0.url == nil }) else {
            throw RoostError(.invalidArgument, "a trained version has files of its own, and no links")
        }
        // What holds for a version that is pushed holds for one that is trained.
        try Version.Draft(
            artifacts: [],
            source: Version.Source(kind: .run, location: ""),
            task: task,
            type: type,
            labels: labels,
            configuration: configuration
        ).check()
        guard case .object(let members) = settings else {
            throw RoostError(.invalidArgument, "settings are a JSON object; pass {} for none")
        }
        try Limits.check(count: members.count, "settings", limit: Limits.settings)
        try Limits.check(adapter, "the adapter's name")
        try environment.check()
        try Limits.check(count: metrics.count, "metrics", limit: Limits.metrics)
        for name in metrics.keys { _ = try Run.Key(name) }
    }
}

extension TrainingRecord.Environment {
    fileprivate func check() throws(RoostError) {
        for text in [roost, runtime, system, processor] {
            try Limits.check(text, "a fact about the environment", limit: 1024)
        }
    }
}

extension Reproduction {
    fileprivate func check() throws(RoostError) {
        try Limits.check(words, "the outcome in words", limit: Limits.description)
        try Limits.check(count: artifacts.count, "artifacts", limit: Limits.artifacts)
        try Limits.check(count: environment.count, "differences", limit: Limits.metrics)
        try Limits.check(count: metrics.count, "metrics", limit: Limits.metrics)
        for difference in environment {
            for text in [difference.name, difference.expected, difference.actual] {
                try Limits.check(text, "a fact about the environment", limit: 1024)
            }
        }
        guard matches == artifacts.allSatisfy({ $0.expected == $0.actual }) else {
            throw RoostError(.invalidArgument, "a training came out the same when every artifact did")
        }
    }
}
