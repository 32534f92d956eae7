import HTTPTypes
import RoostEntities
import RoostOperations

/// Runs: starting, ending, finding and hiding them.
struct RunRoutes: Sendable {
    let tracking: Tracking

    var table: [MLflowRoute] {
        [
            MLflowRoute(.post, "runs/create", create),
            MLflowRoute(.get, "runs/get", get),
            MLflowRoute(.post, "runs/update", update),
            MLflowRoute(.post, "runs/delete", delete),
            MLflowRoute(.post, "runs/restore", restore),
            MLflowRoute(.post, "runs/search", search),
        ]
    }

    private func create(_ fields: Fields, _ caller: Caller) async throws -> [UInt8] {
        var entries = TrackedEntries()
        entries.add(try fields.objects("tags").enumerated().map { try $1.tag("tags[\($0)]") })
        let name = try fields.text("run_name") ?? ""
        if !name.isEmpty, let tag = entries.name, tag != name {
            throw RoostError(
                .invalidArgument,
                "Both 'run_name' argument and 'mlflow.runName' tag are specified, but with different values "
                    + "(run_name='\(name)', mlflow.runName='\(tag)')."
            )
        }
        if !name.isEmpty { entries.name = name }
        let draft = TrackedRunDraft(
            experiment: try Fields.experimentNumber(
                fields.text("experiment_id").flatMap { $0.isEmpty ? nil : $0 } ?? "0"
            ),
            user: try fields.text("user_id"),
            startedAt: try fields.moment("start_time"),
            entries: entries,
            foreignID: try fields.text("run_id").flatMap { $0.isEmpty ? nil : $0 }.map(TrackedRunID.init)
        )
        return answer(try await tracking.operations.createTrackedRun(draft, in: tracking.project, as: caller))
    }

    private func get(_ fields: Fields, _ caller: Caller) async throws -> [UInt8] {
        answer(try await tracking.operations.trackedRun(fields.runID, in: tracking.project, as: caller))
    }

    private func answer(_ run: TrackedRun) -> [UInt8] {
        JSONWriter.object(capacity: 2048) { writer in
            writer.key("run")
            writer.run(run)
        }
    }

    private func update(_ fields: Fields, _ caller: Caller) async throws -> [UInt8] {
        let name = try fields.text("run_name")
        let run = try await tracking.operations.updateTrackedRun(
            fields.runID,
            status: fields.status,
            endedAt: fields.moment("end_time"),
            name: name?.isEmpty == true ? nil : name,
            in: tracking.project,
            as: caller
        )
        return JSONWriter.object { writer in
            writer.key("run_info")
            writer.runInfo(run)
        }
    }

    private func delete(_ fields: Fields, _ caller: Caller) async throws -> [UInt8] {
        try await tracking.operations.deleteTrackedRun(fields.runID, in: tracking.project, as: caller)
        return .nothing
    }

    private func restore(_ fields: Fields, _ caller: Caller) async throws -> [UInt8] {
        try await tracking.operations.restoreTrackedRun(fields.runID, in: tracking.project, as: caller)
        return .nothing
    }

    private func search(_ fields: Fields, _ caller: Caller) async throws -> [UInt8] {
        let limit = try fields.pageLimit(ofAtMost: 50_000, otherwise: 1000)
        let place = try OffsetToken.offset(of: fields.text("page_token"))
        let root = ArtifactRoot.text
        let search = RunSearch(
            experiments: try fields.texts("experiment_ids").map(Fields.experimentNumber),
            lifecycle: try fields.lifecycle("run_view_type"),
            conditions: try RunSearch.conditions(fields.text("filter") ?? "", artifactRoot: root),
            order: try RunSearch.order(fields.texts("order_by"), artifactRoot: root)
        )
        let found = try await tracking.operations.trackedRuns(
            search,
            limit: limit,
            from: place,
            in: tracking.project,
            as: caller
        )
        return JSONWriter.object(capacity: 1024 * (found.runs.count + 1)) { writer in
            writer.member("runs", found.runs) { $0.run($1) }
            writer.member("next_page_token", found.next.map(OffsetToken.text))
        }
    }
}

extension Fields {
    /// A status nobody knows is as good as none, as in MLflow.
    fileprivate var status: Run.Status? {
        get throws(RoostError) {
            let words: [Int64: String] = [1: "RUNNING", 2: "SCHEDULED", 3: "FINISHED", 4: "FAILED", 5: "KILLED"]
            return try word("status", of: words).flatMap { Run.Status(rawValue: $0.lowercased()) }
        }
    }
}
