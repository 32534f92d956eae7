import RoostEntities
import RoostMetadataStore

extension Operations {
    /// Writes steps of traces, all or none; a trace that is not there begins with them.
    ///
    /// - Parameters:
    ///   - spans: The steps, those of a trace together.
    ///   - experiment: The number of the experiment of traces that begin.
    ///   - run: The run that traces whose whole is among the steps are to be linked to.
    ///   - project: Where the experiment is.
    ///   - caller: A contributor.
    /// - Throws: `notFound` or `failedPrecondition` for the experiment, `tooLarge` for what is too much.
    package func addSpans(
        _ spans: [TraceSpans],
        experiment: Int64,
        run: String?,
        in project: Project.Name,
        as caller: Caller
    ) async throws {
        for one in spans { try one.check() }
        try await metadata.write { [self] transaction in
            let project = try self.project(project, for: caller, as: .contributor, in: transaction)
            let experiment = try activeExperiment(experiment, in: project, transaction)
            let run = try run.map { try writableRun($0, in: project.name, for: caller, transaction).place }
            for one in spans {
                guard let place = try transaction.putSpans(one, ofExperiment: experiment.number, in: project.id) else {
                    continue
                }
                try Limits.check(bytes: transaction.spanBytes(of: place), "the spans of a trace", Limits.spansOfTrace)
                try Limits.check(count: transaction.tagCount(of: place), "tags of a trace", limit: Limits.entries)
                if let run, one.state != nil { try transaction.link(place, to: run) }
            }
        }
    }

    /// A trace with its steps in its dialect's JSON.
    package func traceWithSpans(
        _ id: String,
        in project: Project.Name,
        as caller: Caller
    ) async throws -> (trace: Trace, spans: [String]) {
        let found = try await tracesWithSpans([id], in: project, as: caller)
        guard let one = found.first else { throw TrackingRefusal.noTrace(id).error }
        return one
    }

    /// Those of `ids` that are there, in their order, with their steps in their dialect's JSON.
    ///
    /// - Throws: `tooLarge` when their steps are more than an answer takes.
    package func tracesWithSpans(
        _ ids: [String],
        in project: Project.Name,
        as caller: Caller
    ) async throws -> [(trace: Trace, spans: [String])] {
        try Limits.check(count: ids.count, "traces", limit: Limits.traces)
        return try await metadata.read { [self] transaction in
            let project = try self.project(project, for: caller, in: transaction)
            let places = try ids.compactMap { id in
                try (try? Trace.ID(id)).flatMap { try transaction.place(of: $0, in: project.id) }
            }
            let bytes = try places.reduce(0) { try $0 + transaction.spanBytes(of: $1) }
            try Limits.check(bytes: bytes, "the spans of these traces together", Limits.spansOfAnswer)
            return try places.compactMap { place in
                guard let trace = try transaction.trace(place.id, in: project.id) else { return nil }
                return (trace, try transaction.spans(of: place))
            }
        }
    }

    /// An experiment that traces may begin in.
    func activeExperiment(
        _ number: Int64,
        in project: Project,
        _ transaction: some Reading
    ) throws -> TrackedExperiment {
        let experiment = try trackedExperiment(number, in: project, transaction)
        guard experiment.experiment.deletedAt == nil else {
            throw TrackingRefusal.experimentIsDeleted(experiment.number).error
        }
        return experiment
    }
}

extension TraceSpans {
    fileprivate func check() throws(RoostError) {
        for span in spans {
            try Limits.check(span.name, "the name of a span", limit: 1000)
            try Limits.check(span.type, "the type of a span")
            try Limits.check(bytes: span.content.utf8.count, "span \(quoted(span.name))", Limits.span)
        }
        try Limits.check(count: tags.count, "tags of a trace", limit: Limits.entries)
    }
}
