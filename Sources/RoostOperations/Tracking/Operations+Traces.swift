import RoostEntities
import RoostMetadataStore

extension Operations {
    /// Writes a trace that its client names, in an experiment that was not deleted; sent again, it is completed.
    ///
    /// - Parameters:
    ///   - id: What its client calls it.
    ///   - content: What there is to say of it.
    ///   - assessments: Those that came with it, each with the name it has if it has one.
    ///   - experiment: The number of the experiment.
    ///   - project: Where the experiment is.
    ///   - caller: A contributor.
    /// - Returns: The trace with all that is kept of it.
    /// - Throws: `notFound` or `failedPrecondition` for the experiment, `tooLarge` for what is too much.
    package func putTrace(
        _ id: Trace.ID,
        _ content: Trace.Content,
        assessments: [(id: TraceAssessment.ID?, draft: TraceAssessment.Draft)],
        experiment: Int64,
        in project: Project.Name,
        as caller: Caller
    ) async throws -> Trace {
        try content.check()
        for assessment in assessments { try assessment.draft.check() }
        return try await metadata.write { [self] transaction in
            let project = try self.project(project, for: caller, as: .contributor, in: transaction)
            let experiment = try activeExperiment(experiment, in: project, transaction)
            try transaction.putTrace(id, content, ofExperiment: experiment.number, in: project.id)
            let place = try tracePlace(id.text, in: project, transaction)
            for (id, draft) in assessments { _ = try put(draft, as: id, of: place, transaction) }
            try Limits.check(count: transaction.tagCount(of: place), "tags of a trace", limit: Limits.entries)
            try Limits.check(count: transaction.metadataCount(of: place), "metadata of a trace", limit: Limits.entries)
            return try trace(id.text, in: project, transaction)
        }
    }

    package func trace(_ id: String, in project: Project.Name, as caller: Caller) async throws -> Trace {
        try await metadata.read { [self] transaction in
            try trace(id, in: self.project(project, for: caller, in: transaction), transaction)
        }
    }

    /// Those of `ids` that are there, in their order.
    package func traces(_ ids: [String], in project: Project.Name, as caller: Caller) async throws -> [Trace] {
        try Limits.check(count: ids.count, "traces", limit: Limits.traces)
        return try await metadata.read { [self] transaction in
            let project = try self.project(project, for: caller, in: transaction)
            return try ids.compactMap { id in
                guard let id = try? Trace.ID(id) else { return nil }
                return try transaction.trace(id, in: project.id)
            }
        }
    }

    /// Traces of a search in its order, after the first `offset`, and where the next page begins.
    package func traces(
        _ search: TraceSearch,
        limit: Int,
        offset: Int,
        in project: Project.Name,
        as caller: Caller
    ) async throws -> (traces: [Trace], next: Int?) {
        try await metadata.read { [self] transaction in
            let project = try self.project(project, for: caller, in: transaction)
            return try transaction.traces(search, in: project.id, limit: limit, offset: offset)
        }
    }

    package func setTraceTag(
        _ key: String,
        to value: String,
        of id: String,
        in project: Project.Name,
        as caller: Caller
    ) async throws {
        try await metadata.write { [self] transaction in
            let place = try writableTrace(id, in: project, for: caller, transaction).place
            try transaction.setTag(key, to: value, of: place)
            try Limits.check(count: transaction.tagCount(of: place), "tags of a trace", limit: Limits.entries)
        }
    }

    package func deleteTraceTag(
        _ key: String,
        of id: String,
        in project: Project.Name,
        as caller: Caller
    ) async throws {
        try await metadata.write { [self] transaction in
            let place = try writableTrace(id, in: project, for: caller, transaction).place
            guard try transaction.deleteTag(key, of: place) else { throw TrackingRefusal.noTraceTag(key, id).error }
        }
    }

    /// Makes traces those of a run, too; what is no trace is passed over.
    package func linkTraces(
        _ ids: [String],
        to run: String,
        in project: Project.Name,
        as caller: Caller
    ) async throws {
        try Limits.check(count: ids.count, "traces", limit: Limits.traces)
        try await metadata.write { [self] transaction in
            let (_, run) = try writableRun(run, in: project, for: caller, transaction)
            for id in ids {
                guard let id = try? Trace.ID(id), let place = try transaction.place(of: id, in: run.projectID) else {
                    continue
                }
                try transaction.link(place, to: run)
            }
        }
    }

    /// Says which versions of prompts went into a trace, each as its name, a slash and its number.
    package func linkPrompts(
        _ prompts: [String],
        to trace: String,
        in project: Project.Name,
        as caller: Caller
    ) async throws {
        for prompt in prompts { try Limits.check(prompt, "a prompt", limit: 1000) }
        try await metadata.write { [self] transaction in
            let place = try writableTrace(trace, in: project, for: caller, transaction).place
            for prompt in prompts { try transaction.link(place, toPrompt: prompt) }
            try Limits.check(count: transaction.promptCount(of: place), "prompts of a trace", limit: Limits.entries)
        }
    }

    /// A trace, for a contributor.
    func writableTrace(
        _ id: String,
        in project: Project.Name,
        for caller: Caller,
        _ transaction: some Reading
    ) throws -> (project: Project, place: TracePlace) {
        let project = try self.project(project, for: caller, as: .contributor, in: transaction)
        return (project, try tracePlace(id, in: project, transaction))
    }

    func tracePlace(_ id: String, in project: Project, _ transaction: some Reading) throws -> TracePlace {
        guard let known = try? Trace.ID(id), let place = try transaction.place(of: known, in: project.id) else {
            throw TrackingRefusal.noTrace(id).error
        }
        return place
    }

    private func trace(_ id: String, in project: Project, _ transaction: some Reading) throws -> Trace {
        guard let known = try? Trace.ID(id), let trace = try transaction.trace(known, in: project.id) else {
            throw TrackingRefusal.noTrace(id).error
        }
        return trace
    }
}

extension Trace.Content {
    fileprivate func check() throws(RoostError) {
        try Limits.check(clientID, "the client's request id", limit: 1000)
        try Limits.check(requestPreview, "the preview of the request", limit: Limits.description)
        try Limits.check(responsePreview, "the preview of the response", limit: Limits.description)
        try Limits.check(count: tags.count, "tags", limit: Limits.entries)
        try Limits.check(count: metadata.count, "metadata of a trace", limit: Limits.entries)
    }
}
