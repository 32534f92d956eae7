import RoostEntities

extension TraceSearch {
    /// The conditions of MLflow's `filter`, all of which have to hold.
    ///
    /// - Throws: `invalidArgument` in MLflow's words.
    static func conditions(_ filter: String) throws(RoostError) -> [SearchCondition<Field>] {
        var conditions: [SearchCondition<Field>] = []
        for clause in try SearchClause.clauses(of: filter) {
            let name = SearchName(clause.name.text)
            let field = try field(name, attributes: searchable)
            var test = try test(clause, of: field, name.key)
            if let attribute = name.spanAttribute { test = try test.within(attribute) }
            conditions.append(SearchCondition(field, test))
        }
        return conditions
    }

    /// The entries of MLflow's `order_by`.
    ///
    /// - Throws: `invalidArgument` in MLflow's words, also for a name that comes twice.
    static func order(_ entries: [String]) throws(RoostError) -> [SearchSort<Field>] {
        try SearchOrder.sorts(entries) { name throws(RoostError) in
            let field = try field(name, attributes: orderable)
            switch field {
            case .assessment, .issue, .span:
                throw RoostError(.invalidArgument, "Invalid identifier type '\(name.entity ?? "")'")
            case .id, .clientID, .experiment, .state, .started, .ended, .duration, .tag, .metadata, .run, .prompt:
                return field
            }
        }
    }

    private static func test(_ clause: SearchClause, of field: Field, _ key: String) throws(RoostError) -> SearchTest {
        switch field {
        case .started, .ended, .duration:
            guard clause.value != nil else { throw noNull(key) }
            return try clause.number("Expected numeric value type for numeric attribute: \(key)")
        case .id, .clientID, .experiment, .state, .run, .span(.name), .span(.type), .span(.status):
            guard clause.value != nil else { throw noNull(key) }
            return try clause.text("attributes", allowed: SearchClause.listable, lists: SearchList.strings)
        case .span(.content), .issue, .prompt:
            guard clause.value != nil else { throw noNull(key) }
            let allowed = field == .span(.content) ? SearchClause.patterns : SearchClause.exact
            return try clause.text("attributes", allowed: allowed) { list throws(RoostError) in
                throw clause.expectedString("attributes", list)
            }
        case .tag, .metadata:
            return try clause.text("tag (e.g. 'my-value')", allowed: SearchClause.textual) { list throws(RoostError) in
                throw clause.expectedString("tag (e.g. 'my-value')", list)
            }
        case .assessment(let kind, _):
            if clause.value?.kind == .number { return try clause.number("Expected a number") }
            let what = "\(kind.rawValue) (e.g. 'my-value' or 0.8)"
            return try clause.text(what, allowed: SearchClause.textual) { list throws(RoostError) in
                throw clause.expectedString(what, list)
            }
        }
    }

    private static func field(_ name: SearchName, attributes: Set<String>) throws(RoostError) -> Field {
        switch name.entity {
        case "tag", "tags": return .tag(name.key)
        case "metadata", "request_metadata":
            return name.key == runKey ? .run(orMetadata: runKey) : .metadata(name.key)
        case "feedback": return .assessment(.feedback, name.key)
        case "expectation": return .assessment(.expectation, name.key)
        case nil, "attribute", "attributes", "trace":
            guard attributes.contains(name.key) else {
                let keys = attributes.sorted().map { "'\($0)'" }.joined(separator: ", ")
                throw RoostError(
                    .invalidArgument,
                    "Invalid attribute key '\(name.key)' specified. Valid keys are '{\(keys)}'"
                )
            }
            return attribute(name.key)
        case "span": return .span(try span(name.key))
        case "issue" where name.key == "id": return .issue
        case "issue":
            throw RoostError(.invalidArgument, "Invalid issue attribute '\(name.key)'. Supported attributes: id")
        case let word?:
            throw RoostError(
                .invalidArgument,
                "Invalid entity type '\(word)'. Valid values are {'tag', 'request_metadata', 'attribute', 'span', "
                    + "'feedback', 'expectation', 'issue'}"
            )
        }
    }

    private static func attribute(_ key: String) -> Field {
        switch key {
        case "request_id": .id
        case "client_request_id": .clientID
        case "experiment_id": .experiment
        case "status": .state
        case "timestamp", "timestamp_ms": .started
        case "execution_time", "execution_time_ms": .duration
        case "end_time", "end_time_ms": .ended
        case "name": .tag(TraceTag.name)
        case "run_id": .run(orMetadata: runKey)
        case "prompt": .prompt
        default: .span(.content)
        }
    }

    private static func span(_ key: String) throws(RoostError) -> SpanField {
        switch key {
        case "name": .name
        case "type": .type
        case "status": .status
        case _ where key.hasPrefix(SearchName.spanAttributes): .content
        default:
            throw RoostError(
                .invalidArgument,
                "Invalid span attribute '\(key)'. Supported attributes: name, status, type, attributes.<attribute_name>."
            )
        }
    }

    private static func noNull(_ key: String) -> RoostError {
        RoostError(
            .invalidArgument,
            "IS NULL / IS NOT NULL is only supported for tags, metadata, feedback and expectations, not for '\(key)'"
        )
    }

    /// Metadata that names the run in which a trace was made.
    private static let runKey = "mlflow.sourceRun"
    private static let times: Set = [
        "timestamp", "timestamp_ms", "execution_time", "execution_time_ms", "end_time", "end_time_ms",
    ]
    private static let orderable = times.union(["experiment_id", "status", "request_id", "name", "run_id"])
    private static let searchable = times.union(
        ["request_id", "status", "client_request_id", "name", "run_id", "prompt", "text"]
    )
}

extension SearchName {
    fileprivate static let spanAttributes = "attributes."

    /// The attribute of a span that is meant.
    fileprivate var spanAttribute: String? {
        guard entity == "span", key.hasPrefix(Self.spanAttributes) else { return nil }
        return String(key.dropFirst(Self.spanAttributes.count)).without("`")
    }
}

extension SearchTest {
    /// As a test of all that a span is: what was to match the value has to come after the attribute's name, as in MLflow.
    fileprivate func within(_ attribute: String) throws(RoostError) -> SearchTest {
        guard !attribute.isEmpty else {
            throw RoostError(.invalidArgument, "Span attribute name cannot be empty after 'attributes.'")
        }
        guard case .like(let pattern, let ignoringCase) = self else { return self }
        return .like("%\"\(attribute)\"\(pattern)%", ignoringCase: ignoringCase)
    }
}

extension SearchClause {
    fileprivate static let patterns: Set<String> = ["LIKE", "ILIKE"]
    fileprivate static let exact: Set<String> = ["="]
}
