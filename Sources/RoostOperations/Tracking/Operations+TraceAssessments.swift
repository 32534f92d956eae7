import RoostEntities
import RoostMetadataStore

extension Operations {
    /// Adds an assessment to a trace; one that it overrides counts no more.
    package func addAssessment(
        _ draft: TraceAssessment.Draft,
        to trace: String,
        in project: Project.Name,
        as caller: Caller
    ) async throws -> TraceAssessment {
        try draft.check()
        return try await metadata.write { [self] transaction in
            let place = try writableTrace(trace, in: project, for: caller, transaction).place
            if let overridden = draft.overrides,
                try !transaction.setValidity(of: overridden, of: place, to: false)
            {
                throw TrackingRefusal.noAssessment(overridden.text, trace: trace).error
            }
            return try put(draft, as: nil, of: place, transaction)
        }
    }

    package func assessment(
        _ id: String,
        of trace: String,
        in project: Project.Name,
        as caller: Caller
    ) async throws -> TraceAssessment {
        try await metadata.read { [self] transaction in
            let project = try self.project(project, for: caller, in: transaction)
            return try assessment(id, of: tracePlace(trace, in: project, transaction), transaction)
        }
    }

    /// Changes what an assessment says; who says it and of what stays.
    ///
    /// - Throws: `invalidArgument` for a value of the other kind.
    package func updateAssessment(
        _ id: String,
        _ changes: TraceAssessment.Changes,
        of trace: String,
        in project: Project.Name,
        as caller: Caller
    ) async throws -> TraceAssessment {
        try await metadata.write { [self] transaction in
            let place = try writableTrace(trace, in: project, for: caller, transaction).place
            let known = try assessment(id, of: place, transaction)
            if let kind = changes.kind, kind != known.draft.kind {
                throw TrackingRefusal.otherKind(kind, known.draft.kind).error
            }
            let changed = TraceAssessment(
                id: known.id,
                draft: known.draft.changed(by: changes),
                isValid: known.isValid,
                updatedAt: now()
            )
            try changed.draft.check()
            try transaction.putAssessment(changed, of: place)
            return changed
        }
    }

    /// Takes an assessment away, and lets the one that it overrode count again; what is not there is gone already.
    package func deleteAssessment(
        _ id: String,
        of trace: String,
        in project: Project.Name,
        as caller: Caller
    ) async throws {
        try await metadata.write { [self] transaction in
            let place = try writableTrace(trace, in: project, for: caller, transaction).place
            guard let id = try? TraceAssessment.ID(id), let known = try transaction.assessment(id, of: place) else {
                return
            }
            if let overridden = known.draft.overrides {
                _ = try transaction.setValidity(of: overridden, of: place, to: true)
            }
            try transaction.deleteAssessment(id, of: place)
        }
    }

    /// Writes one that was checked, by a new name unless it has one.
    func put(
        _ draft: TraceAssessment.Draft,
        as id: TraceAssessment.ID?,
        of place: TracePlace,
        _ transaction: WriteTransaction
    ) throws -> TraceAssessment {
        let made = TraceAssessment(
            id: try id ?? .init(madeOf: ids.next()),
            draft: draft,
            isValid: true,
            updatedAt: draft.createdAt
        )
        try transaction.putAssessment(made, of: place)
        let count = try transaction.assessmentCount(of: place)
        try Limits.check(count: count, "assessments of a trace", limit: Limits.entries)
        return made
    }

    private func assessment(
        _ id: String,
        of place: TracePlace,
        _ transaction: some Reading
    ) throws -> TraceAssessment {
        guard let known = try? TraceAssessment.ID(id), let found = try transaction.assessment(known, of: place) else {
            throw TrackingRefusal.noAssessment(id, trace: place.id.text).error
        }
        return found
    }
}

extension TraceAssessment.Draft {
    /// The draft with what is to be different.
    fileprivate func changed(by changes: TraceAssessment.Changes) -> TraceAssessment.Draft {
        var draft = self
        draft.name = changes.name ?? name
        draft.content = changes.kind == nil ? content : changes.content
        draft.rationale = changes.rationale ?? rationale
        draft.metadata.merge(changes.metadata) { $1 }
        return draft
    }

    func check() throws(RoostError) {
        guard (1...250).contains(name.unicodeScalars.count) else {
            throw RoostError(.invalidArgument, "the name of an assessment has 1 to 250 characters; choose another")
        }
        try Limits.check(content, "an assessment", limit: Limits.description)
        try Limits.check(source.type, "the type of the source")
        try Limits.check(source.id, "the id of the source", limit: 1000)
        try Limits.check(rationale, "the rationale", limit: Limits.description)
        try Limits.check(spanID, "the id of the span")
        try Limits.check(count: metadata.count, "metadata of an assessment", limit: Limits.settings)
        for (key, value) in metadata {
            try Limits.check(key, "the name of metadata", limit: 1000)
            try Limits.check(value, "metadata \(quoted(key))", limit: Limits.description)
        }
    }
}

extension TraceAssessment.ID {
    /// One that nobody had: that of another thing, and some digits by chance.
    fileprivate init(madeOf seed: Identifier<Run>) throws(RoostError) {
        let digits = String(UInt32.random(in: .min ... .max), radix: 16)
        try self.init("a-\(seed)" + String(repeating: "0", count: 8 - digits.count) + digits)
    }
}
