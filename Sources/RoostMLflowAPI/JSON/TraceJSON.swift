import RoostEntities

extension JSONWriter {
    /// MLflow's `TraceInfoV3`.
    mutating func traceInfo(_ trace: Trace) {
        let content = trace.content
        object { writer in
            writer.member("trace_id", trace.id.text)
            writer.text("client_request_id", content.clientID)
            writer.member("trace_location") { writer in
                writer.member("type", "MLFLOW_EXPERIMENT")
                writer.member("mlflow_experiment") { $0.member("experiment_id", String(trace.experimentNumber)) }
            }
            writer.text("request_preview", content.requestPreview)
            writer.text("response_preview", content.responsePreview)
            writer.member("request_time", content.startedAt.description)
            writer.member("execution_duration", content.duration.map(ProtobufDuration.text))
            writer.member("state", content.state.rawValue)
            writer.member("trace_metadata", map: content.metadata)
            writer.member("tags", map: trace.tags)
            writer.member("assessments", trace.assessments) { $0.assessment($1, of: trace.id.text) }
        }
    }

    /// MLflow's `Trace`; the spans are JSON already.
    mutating func trace(_ trace: Trace, spans: [String] = []) {
        object { writer in
            writer.key("trace_info")
            writer.traceInfo(trace)
            writer.member("spans", spans) { $0.json($1) }
        }
    }

    /// MLflow's `Assessment`.
    mutating func assessment(_ assessment: TraceAssessment, of trace: String) {
        let draft = assessment.draft
        object { writer in
            writer.member("assessment_id", assessment.id.text)
            writer.member("assessment_name", draft.name)
            writer.member("trace_id", trace)
            writer.member("span_id", draft.spanID)
            writer.member("source") { writer in
                writer.member("source_type", draft.source.type)
                writer.member("source_id", draft.source.id)
            }
            writer.member("create_time", draft.createdAt.description)
            writer.member("last_update_time", assessment.updatedAt.description)
            switch draft.kind {
            case .feedback: writer.key("feedback")
            case .expectation: writer.key("expectation")
            case .issue: writer.key("issue")
            }
            writer.value(.object(draft.content))
            writer.member("rationale", draft.rationale)
            writer.member("metadata", map: draft.metadata)
            writer.member("overrides", draft.overrides?.text)
            writer.member("valid", assessment.isValid)
        }
    }

    /// A text that may be empty, unless there is none.
    private mutating func text(_ name: StaticString, _ text: String?) {
        guard let text else { return }
        key(name)
        string(text)
    }

    private mutating func member(_ name: StaticString, map: [String: String]) {
        guard !map.isEmpty else { return }
        key(name)
        value(.object(map.mapValues { .string($0) }))
    }
}

extension Trace {
    /// Whether all its spans came, as far as its client told how many there are.
    func isWhole(with count: Int) -> Bool {
        guard let said = content.metadata["mlflow.trace.sizeStats"],
            case .object(let members)? = try? JSONReader.value(of: Array(said.utf8)),
            case .integer(let wanted)? = members["num_spans"]
        else { return true }
        return count >= wanted
    }

    /// Its tags with those that say where its files and its spans are.
    fileprivate var tags: [String: String] {
        var tags = content.tags
        tags[TraceTag.artifacts] = artifactURI
        if spanCount > 0 { tags[TraceTag.spans] = "TRACKING_STORE" }
        return tags
    }

    private var artifactURI: String {
        guard let location = artifactLocation else {
            return "\(ArtifactRoot.text)\(experimentNumber)/traces/\(id.text)/artifacts"
        }
        let folder = location.hasSuffix("/") ? location.dropLast() : location[...]
        return "\(folder)/traces/\(id.text)/artifacts"
    }
}

/// Tags that mean something here.
enum TraceTag {
    static let name = "mlflow.traceName"
    static let artifacts = "mlflow.artifactLocation"
    /// Of a value so many characters are kept, as MLflow shows.
    static let longest = 4096
    /// Where the spans are: here, or in the trace's files if there is no such tag.
    static let spans = "mlflow.trace.spansLocation"
    /// They would say that spans are elsewhere than they are.
    static let reserved: Set = [spans, "mlflow.trace.archiveLocation", "mlflow.trace.archivalFailure"]
}
