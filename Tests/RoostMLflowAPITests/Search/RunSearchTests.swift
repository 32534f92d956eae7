import RoostEntities
import Testing

@testable import RoostMLflowAPI

/// What MLflow 3.17.2 says to the same searches, as recorded from its server.
@Suite struct RunSearchTests {
    private func conditions(_ filter: String) throws(RoostError) -> [RunSearch.Condition] {
        try RunSearch.conditions(filter, artifactRoot: "mlflow-artifacts:/")
    }

    private func order(_ entries: [String]) throws(RoostError) -> [RunSearch.Sort] {
        try RunSearch.order(entries, artifactRoot: "mlflow-artifacts:/")
    }

    static let filters: [(String, RunSearch.Field, SearchTest)] = [
        ("metrics.m > 1", .metric("m"), .number(.isGreater, 1)),
        ("metric.m != -2.5e3", .metric("m"), .number(.differs, -2500)),
        ("params.p = 'A'", .parameter("p"), .equals("A")),
        ("param.p ILIKE \"a%\"", .parameter("p"), .like("a%", ignoringCase: true)),
        ("params.p IS NULL", .parameter("p"), .missing),
        ("tags.t IS NOT NULL", .tag("t"), .present),
        ("tags.mlflow.runName = 'two'", .name, .equals("two")),
        ("tags.`mlflow.parentRunId` = 'x'", .parent(orTag: "mlflow.parentRunId"), .equals("x")),
        ("run_name = 'one'", .name, .equals("one")),
        ("attributes.status != 'RUNNING'", .status, .differs("RUNNING")),
        ("created > 1700000000001", .started, .number(.isGreater, 1_700_000_000_001)),
        ("end_time <= 5", .ended, .number(.isAtMost, 5)),
        ("run_id IN ('a', \"b\")", .id, .among(["a", "b"])),
        ("attr.run_id NOT IN ('a')", .id, .notAmong(["a"])),
        ("dataset.name LIKE 'x%'", .dataset(.name), .like("x%", ignoringCase: false)),
        ("datasets.context IN ('train')", .dataset(.context), .among(["train"])),
        ("user_id = 'ada'", .user, .equals("ada")),
        ("artifact_uri LIKE '%/3/%'", .artifacts(root: "mlflow-artifacts:/"), .like("%/3/%", ignoringCase: false)),
    ]

    @Test(arguments: filters.indices) func `a clause says what has to be true`(_ index: Int) throws {
        let (filter, field, test) = Self.filters[index]
        #expect(try conditions(filter) == [RunSearch.Condition(field, test)])
    }

    @Test(arguments: [
        (
            "params.p IN ('A','b')",
            "Expected a quoted string value for parameter (e.g. 'my-value'). Got value ('A','b')"
        ),
        (
            "attributes.run_name IN ('one','two')",
            "Only ['run_id'] attributes support comparison with a list of quoted string values."
        ),
        ("metrics.m > '1'", "Expected numeric value type for metric. Found '1'"),
        (
            "params.p = A",
            "Parameter value is either not quoted or unidentified quote types used for string value A. Use either "
                + "single or double quotes."
        ),
        ("params.p = 1", "Expected a quoted string value for parameter (e.g. 'my-value'). Got value 1"),
        (
            "trace.m > 1",
            "Invalid entity type 'trace'. Valid values are "
                + "['metric', 'parameter', 'tag', 'attribute', 'dataset']"
        ),
        ("dataset.size = 'x'", "Invalid dataset key 'size' specified. Valid keys are '{'context', 'digest', 'name'}'"),
        (
            "status = RUNNING",
            "Parameter value is either not quoted or unidentified quote types used for string value "
                + "RUNNING. Use either single or double quotes."
        ),
        (
            "metrics.m IS NULL",
            "IS NULL / IS NOT NULL is only supported for tags and params, not for 'metric' 'm'"
        ),
        (
            "run_id IN ()",
            "While parsing a list in the query, expected a non-empty list of string values, but got "
                + "empty list"
        ),
        (
            "run_id IN (a)",
            "While parsing a list in the query, expected a non-empty list of string values, but got "
                + "ill-formed list."
        ),
    ])
    func `a wrong clause is refused in MLflow's words`(_ filter: String, _ message: String) throws {
        let error = #expect(throws: RoostError.self) { try conditions(filter) }
        #expect(error?.message == message)
    }

    @Test(arguments: [
        ("attributes.nope = 'x'", "Invalid attribute key 'nope' specified. Valid keys are '{"),
        ("params.p > 'a'", "Invalid comparator '>' not one of"),
        ("metrics.m LIKE 'a'", "Invalid comparator 'LIKE' not one of"),
        ("start_time ILIKE 'a'", "Invalid comparator 'ILIKE' not one of"),
        ("tags.a RLIKE 'a'", "Invalid comparator 'RLIKE' not one of"),
    ])
    func `a message that ends in a set begins as MLflow's`(_ filter: String, _ beginning: String) throws {
        let error = #expect(throws: RoostError.self) { try conditions(filter) }
        #expect(error?.message.hasPrefix(beginning) == true, "\(error?.message ?? "")")
    }

    @Test func `an order is names with a direction`() throws {
        let sorts = try order(["metrics.m", "metrics.`a b` DESC", "start_time asc", "tag.x desc"])
        #expect(sorts.map(\.field) == [.metric("m"), .metric("a b"), .started, .tag("x")])
        #expect(sorts.map(\.isDescending) == [false, true, false, true])
    }

    @Test(arguments: [
        (["metrics.m", "metrics.m DESC"], "`order_by` contains duplicate fields: ['metrics.m', 'metrics.m DESC']"),
        (["metrics.m sideways"], "Invalid ordering key in order_by clause 'metrics.m sideways'."),
        (["metrics.m ASC DESC"], "Invalid order_by clause 'metrics.m ASC DESC'. Could not be parsed."),
        ([""], "Invalid order_by clause ''. Could not be parsed."),
        (["1"], "Invalid order_by clause '1'. Could not be parsed."),
    ])
    func `a wrong order is refused in MLflow's words`(_ entries: [String], _ message: String) throws {
        let error = #expect(throws: RoostError.self) { try order(entries) }
        #expect(error?.message == message)
    }
}
