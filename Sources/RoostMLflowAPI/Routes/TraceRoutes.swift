import HTTPTypes
import RoostEntities
import RoostOperations

/// Traces: what requests through applications did.
struct TraceRoutes: Sendable {
    let tracking: Tracking

    private static let mostIDs = 100

    var table: [MLflowRoute] {
        [
            MLflowRoute(.post, "traces", version: .three, create),
            MLflowRoute(.get, "traces/get", version: .three, getWhole),
            MLflowRoute(.get, "traces/batchGet", version: .three, repeated: ["trace_ids"], getManyWhole),
            MLflowRoute(.get, "traces/{trace_id}", version: .three, get),
            MLflowRoute(.post, "traces/search", version: .three, search),
            MLflowRoute(.post, "traces/batchGetInfos", version: .three, getMany),
            MLflowRoute(.post, "traces/link-to-run", linkToRun),
            MLflowRoute(.post, "traces/link-prompts", linkPrompts),
        ]
            + [MLflowRoute.Version.two, .three].flatMap { version in
                [
                    MLflowRoute(.post, "traces/delete-traces", version: version, delete),
                    MLflowRoute(.patch, "traces/{trace_id}/tags", version: version, setTag),
                    MLflowRoute(.delete, "traces/{trace_id}/tags", version: version, deleteTag),
                ]
            }
    }

    private func create(_ fields: Fields, _ caller: Caller) async throws -> [UInt8] {
        guard let information = try fields.object("trace")?.object("trace_info") else {
            throw fields.missing("trace")
        }
        guard let experiment = try information.object("trace_location").flatMap(Self.experiment) else {
            throw fields.missing("trace.trace_info.trace_location.mlflow_experiment.experiment_id")
        }
        return answer(
            try await tracking.operations.putTrace(
                Trace.ID(information.needed("trace_id")),
                information.traceContent,
                assessments: information.objects("assessments").map { try $0.assessment },
                experiment: experiment,
                in: tracking.project,
                as: caller
            )
        )
    }

    private func get(_ fields: Fields, _ caller: Caller) async throws -> [UInt8] {
        answer(try await tracking.operations.trace(fields.needed("trace_id"), in: tracking.project, as: caller))
    }

    private func answer(_ trace: Trace) -> [UInt8] {
        JSONWriter.object(capacity: 2048) { writer in
            writer.key("trace")
            writer.trace(trace)
        }
    }

    private func getWhole(_ fields: Fields, _ caller: Caller) async throws -> [UInt8] {
        let id = try fields.needed("trace_id")
        let isPartial = try fields.flag("allow_partial") ?? false
        let (trace, spans) = try await tracking.operations.traceWithSpans(id, in: tracking.project, as: caller)
        guard isPartial || trace.isWhole(with: spans.count) else {
            throw RoostError(.notFound, "Trace with ID \(id) is not fully exported yet, please try again later.")
        }
        return JSONWriter.object { writer in
            writer.key("trace")
            writer.trace(trace, spans: spans)
        }
    }

    private func getManyWhole(_ fields: Fields, _ caller: Caller) async throws -> [UInt8] {
        let ids = try fields.texts("trace_ids")
        let found = try await tracking.operations.tracesWithSpans(ids, in: tracking.project, as: caller)
        let whole = found.filter { !$0.spans.isEmpty && $0.trace.isWhole(with: $0.spans.count) }
        return JSONWriter.object { $0.member("traces", whole) { $0.trace($1.trace, spans: $1.spans) } }
    }

    private func getMany(_ fields: Fields, _ caller: Caller) async throws -> [UInt8] {
        let ids = try fields.texts("trace_ids")
        let traces = try await tracking.operations.traces(ids, in: tracking.project, as: caller)
        return JSONWriter.object { $0.member("trace_infos", traces) { $0.traceInfo($1) } }
    }

    private func search(_ fields: Fields, _ caller: Caller) async throws -> [UInt8] {
        let limit = try fields.pageLimit(ofAtMost: 500, otherwise: 100)
        let locations = try fields.objects("locations")
        guard !locations.isEmpty else { throw fields.missing("locations") }
        let search = TraceSearch(
            experiments: try locations.compactMap(Self.experiment),
            conditions: try TraceSearch.conditions(fields.text("filter") ?? ""),
            order: try TraceSearch.order(fields.texts("order_by"))
        )
        let found = try await tracking.operations.traces(
            search,
            limit: limit,
            offset: OffsetToken.offset(of: fields.text("page_token")),
            in: tracking.project,
            as: caller
        )
        return JSONWriter.object(capacity: 2048 * (found.traces.count + 1)) { writer in
            writer.member("traces", found.traces) { $0.traceInfo($1) }
            writer.member("next_page_token", found.next.map(OffsetToken.text))
        }
    }

    private func delete(_ fields: Fields, _ caller: Caller) async throws -> [UInt8] {
        let experiment = try fields.experimentNumber
        let (ids, most) = (try fields.texts("request_ids"), try fields.integer("max_traces"))
        guard let moment = try fields.moment("max_timestamp_millis") else {
            guard !ids.isEmpty else {
                throw Self.wrong("Either `max_timestamp_millis` or `trace_ids` must be specified.")
            }
            guard most == nil else {
                throw Self.wrong("`max_traces` can't be specified if `trace_ids` is specified.")
            }
            return deleted(
                try await tracking.operations.deleteTraces(
                    ids,
                    ofExperiment: experiment,
                    in: tracking.project,
                    as: caller
                )
            )
        }
        guard ids.isEmpty else {
            throw Self.wrong("Only one of `max_timestamp_millis` and `trace_ids` can be specified.")
        }
        if let most, most <= 0 { throw Self.wrong("`max_traces` must be a positive integer, received \(most).") }
        return deleted(
            try await tracking.operations.deleteTraces(
                until: moment,
                atMost: most.map { Int($0) },
                ofExperiment: experiment,
                in: tracking.project,
                as: caller
            )
        )
    }

    private func deleted(_ count: Int) -> [UInt8] {
        JSONWriter.object { $0.member("traces_deleted", Int64(count)) }
    }

    private func setTag(_ fields: Fields, _ caller: Caller) async throws -> [UInt8] {
        let (key, value) = try fields.tag()
        try Self.checkIsOpen(key, "set")
        let id = try fields.needed("trace_id")
        try await tracking.operations.setTraceTag(
            key,
            to: value.cut(to: TraceTag.longest),
            of: id,
            in: tracking.project,
            as: caller
        )
        return .nothing
    }

    private func deleteTag(_ fields: Fields, _ caller: Caller) async throws -> [UInt8] {
        let (key, id) = (try fields.needed("key"), try fields.needed("trace_id"))
        try Self.checkIsOpen(key, "deleted")
        try await tracking.operations.deleteTraceTag(key, of: id, in: tracking.project, as: caller)
        return .nothing
    }

    private func linkToRun(_ fields: Fields, _ caller: Caller) async throws -> [UInt8] {
        let ids = try fields.texts("trace_ids")
        guard !ids.isEmpty else { throw fields.missing("trace_ids") }
        guard ids.count <= Self.mostIDs else {
            throw Self.wrong(
                "Cannot link more than \(Self.mostIDs) traces to a run in a single request. Provided \(ids.count) "
                    + "traces."
            )
        }
        try await tracking.operations.linkTraces(ids, to: fields.needed("run_id"), in: tracking.project, as: caller)
        return .nothing
    }

    private func linkPrompts(_ fields: Fields, _ caller: Caller) async throws -> [UInt8] {
        let prompts = try fields.objects("prompt_versions").map { prompt throws(RoostError) in
            try "\(prompt.needed("name"))/\(prompt.needed("version"))"
        }
        guard prompts.count <= Self.mostIDs else {
            throw Self.wrong("Cannot link more than \(Self.mostIDs) prompts to a trace, not \(prompts.count).")
        }
        let id = try fields.needed("trace_id")
        try await tracking.operations.linkPrompts(prompts, to: id, in: tracking.project, as: caller)
        return .nothing
    }

    private static func experiment(_ location: Fields) throws(RoostError) -> Int64? {
        try location.object("mlflow_experiment")?.experimentNumber
    }

    private static func checkIsOpen(_ key: String, _ verb: String) throws(RoostError) {
        guard TraceTag.reserved.contains(key) || key == TraceTag.artifacts else { return }
        throw wrong("Tag '\(key)' is immutable and cannot be \(verb) on a trace.")
    }

    private static func wrong(_ message: String) -> RoostError { RoostError(.invalidArgument, message) }
}
