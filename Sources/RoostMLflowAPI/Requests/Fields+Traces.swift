import RoostEntities

extension Fields {
    /// Of a value of metadata so many characters are kept, as in MLflow's column.
    private static var longestMetadata: Int { 8000 }

    /// What a trace is, by MLflow's `TraceInfoV3`.
    var traceContent: Trace.Content {
        get throws(RoostError) {
            guard let startedAt = try time("request_time") else { throw missing("trace.trace_info.request_time") }
            var tags = try texts(by: "tags", limit: TraceTag.longest)
            for name in TraceTag.reserved.union([TraceTag.artifacts]) { tags[name] = nil }
            return Trace.Content(
                clientID: try text("client_request_id"),
                startedAt: startedAt,
                duration: try duration("execution_duration"),
                state: try state,
                requestPreview: try text("request_preview"),
                responsePreview: try text("response_preview"),
                metadata: try texts(by: "trace_metadata"),
                tags: tags
            )
        }
    }

    /// An assessment to be, with the name it has already if it has one.
    var assessment: (id: TraceAssessment.ID?, draft: TraceAssessment.Draft) {
        get throws(RoostError) {
            let id = try text("assessment_id").flatMap { $0.isEmpty ? nil : $0 }
            return (try id.map { id throws(RoostError) in try TraceAssessment.ID(id) }, try assessmentDraft)
        }
    }

    private var assessmentDraft: TraceAssessment.Draft {
        get throws(RoostError) {
            let kinds = TraceAssessment.Kind.allCases.filter { self[$0.rawValue] != nil }
            guard let kind = kinds.first, kinds.count == 1 else {
                throw RoostError(
                    .invalidArgument,
                    "Exactly one of `expectation`, `feedback`, or `issue` should be specified."
                )
            }
            guard let source = try object("source") else { throw missing("assessment.source") }
            let overrides = try text("overrides").flatMap { $0.isEmpty ? nil : $0 }
            return TraceAssessment.Draft(
                name: try needed("assessment_name"),
                kind: kind,
                content: try members(kind.rawValue),
                source: TraceAssessment.Source(type: try source.sourceType, id: try source.text("source_id")),
                rationale: try text("rationale"),
                spanID: try text("span_id"),
                metadata: try texts(by: "metadata"),
                overrides: try overrides.map { id throws(RoostError) in try TraceAssessment.ID(id) },
                createdAt: try time("create_time") ?? .now
            )
        }
    }

    /// What is to be different of an assessment: what `mask` names, parted by commas.
    func assessmentChanges(_ mask: String) throws(RoostError) -> TraceAssessment.Changes {
        var changes = TraceAssessment.Changes()
        for path in mask.split(separator: ",", maxSplits: 20) {
            switch path {
            case "assessmentName", "assessment_name": changes.name = try text("assessment_name") ?? ""
            case "rationale": changes.rationale = try text("rationale") ?? ""
            case "metadata": changes.metadata = try texts(by: "metadata")
            case "feedback", "expectation":
                guard changes.kind == nil else {
                    throw RoostError(.invalidArgument, "Cannot specify both `expectation` and `feedback` parameters.")
                }
                changes.kind = TraceAssessment.Kind(rawValue: String(path))
                changes.content = try members(String(path))
            default: break
            }
        }
        return changes
    }

    private var state: Trace.State {
        get throws(RoostError) {
            let words: [Int64: String] = [0: "STATE_UNSPECIFIED", 1: "OK", 2: "ERROR", 3: "IN_PROGRESS"]
            return try word("state", of: words).flatMap(Trace.State.init) ?? .unspecified
        }
    }

    private var sourceType: String {
        get throws(RoostError) {
            let words: [Int64: String] = [1: "HUMAN", 2: "LLM_JUDGE", 3: "CODE"]
            return try word("source_type", of: words) ?? "SOURCE_TYPE_UNSPECIFIED"
        }
    }

    /// A moment as protobuf's JSON spells it, such as `2026-11-21T10:15:54.407Z`.
    private func time(_ name: String) throws(RoostError) -> Timestamp? {
        guard let text = try text(name) else { return nil }
        guard let moment = Timestamp(rfc3339: text) else { throw wrong(name, .string(text)) }
        return moment
    }

    private func duration(_ name: String) throws(RoostError) -> Int64? {
        guard let text = try text(name) else { return nil }
        guard let milliseconds = ProtobufDuration.milliseconds(of: text) else { throw wrong(name, .string(text)) }
        return milliseconds
    }

    private func members(_ name: String) throws(RoostError) -> [String: JSONValue] {
        switch self[name] {
        case .object(let members)?: return members
        case nil: throw missing("assessment.\(name)")
        case let value?: throw wrong(name, value)
        }
    }

    /// Texts by names of 1 to 250 characters; a long text is cut, as MLflow does.
    private func texts(by name: String, limit: Int = Self.longestMetadata) throws(RoostError) -> [String: String] {
        guard self[name] != nil else { return [:] }
        var texts: [String: String] = [:]
        for (key, value) in try members(name) {
            guard case .string(let text) = value else { throw wrong(name, value) }
            guard !key.isEmpty else { throw missing("\(name) key") }
            guard key.unicodeScalars.count <= EntityName.longest else {
                throw EntityName.tooLong("\(name) key", EntityName.longest)
            }
            texts[key] = text.cut(to: limit)
        }
        return texts
    }
}
