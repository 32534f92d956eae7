import GRDB
import RoostEntities
import Synchronization
import Testing

@testable import RoostMetadataStore

/// What SQLite plans for each list: from an index, in order, without sorting.
@Suite struct QueryPlanTests {
    private static let id = Identifier<Model>(seconds: 1, random: 1, counter: 1)
    private static let run = Identifier<Run>(seconds: 1, random: 1, counter: 1)
    private static let experiment = Identifier<Experiment>(seconds: 1, random: 1, counter: 1)

    typealias List = @Sendable (ReadTransaction) throws -> Void

    static let lists: [(String, List)] = [
        ("projects", { _ = try $0.projects(only: nil, page: .first) }),
        ("tokens", { _ = try $0.tokens(page: .first) }),
        ("audit", { _ = try $0.audit(project: nil, page: .first) }),
        ("audit of a project", { _ = try $0.audit(project: id.cast(), page: .first) }),
        (
            "models",
            { _ = try $0.models(in: id.cast(), archived: false, deleted: false, namePrefix: "a", page: .first) }
        ),
        ("versions", { _ = try $0.versions(of: id, archived: false, deleted: false, page: .first) }),
        ("history", { _ = try $0.history(of: id.cast(), page: .first) }),
        ("aliases", { _ = try $0.aliases(of: id) }),
        ("artifacts", { _ = try $0.artifacts(of: id.cast(), page: .first) }),
        ("datasets", { _ = try $0.datasets(in: id.cast(), deleted: false, page: .first) }),
        ("items", { _ = try $0.items(of: id.cast(), subset: nil, page: .first) }),
        ("items of a subset", { _ = try $0.items(of: id.cast(), subset: .train, page: .first) }),
        ("snapshots", { _ = try $0.snapshots(of: id.cast(), page: .first) }),
        ("the current snapshot", { _ = try $0.currentSnapshot(of: id.cast()) }),
        ("all snapshots", { _ = try $0.snapshots(after: nil, limit: 10) }),
        ("a manifest", { try $0.walkManifest(of: id.cast()) }),
        ("deleted items", { _ = try $0.purgeableItems(before: .now, limit: 10) }),
        ("executions", { _ = try $0.executions(in: id.cast(), status: nil, page: .first) }),
        ("executions of a status", { _ = try $0.executions(in: id.cast(), status: .failed, page: .first) }),
        ("the queue", { _ = try $0.nextQueuedExecution() }),
        ("blobs", { _ = try $0.blobs(after: nil, limit: 10) }),
        ("experiments", { _ = try $0.experiments(in: id.cast(), deleted: false, page: .first) }),
        ("runs of a project", { try runs($0, "-started") }),
        ("runs in a status", { try runs($0, "-started", status: .running) }),
        ("runs by name", { try runs($0, "name") }),
        ("runs by metric", { try runs($0, "-metrics.loss") }),
        ("runs of an experiment", { try runs($0, "-started", of: experiment) }),
        ("runs of an experiment in a status", { try runs($0, "started", of: experiment, status: .failed) }),
        ("runs of an experiment by name", { try runs($0, "-name", of: experiment) }),
        ("runs of an experiment by metric", { try runs($0, "metrics.loss", of: experiment) }),
        ("runs of an experiment by a metric's least", { try runs($0, "min.loss", of: experiment) }),
        ("runs of an experiment by a metric's greatest", { try runs($0, "-max.loss", of: experiment) }),
        ("the run of an execution", { _ = try $0.run(of: id.cast()) }),
        (
            "points of a metric",
            { transaction in
                let place = try #require(try transaction.place(of: run))
                _ = try transaction.points(of: Run.Key("loss"), of: place, page: .first)
            }
        ),
        (
            "artifacts of a run",
            { transaction in
                let place = try #require(try transaction.place(of: run))
                _ = try transaction.artifacts(of: place.folder, in: Artifact.Path("plots"), page: .first)
            }
        ),
        ("annotations", { try annotations($0, nil) }),
        ("annotations of an item", { try annotations($0, "item = 0123456789abcdef01234567") }),
        ("annotations of a version", { try annotations($0, "version = 0123456789abcdef01234567") }),
        ("annotations of an execution", { try annotations($0, "execution = 0123456789abcdef01234567") }),
        ("ground truth", { try annotations($0, "kind = truth") }),
        ("predictions", { try annotations($0, "kind = prediction and score > 0.5") }),
        (
            "wrong predictions of a version",
            { try annotations($0, "version = 0123456789abcdef01234567 and label != truth and attribute.x = 1") }
        ),
        ("deleted items of a dataset", { _ = try $0.deletedItems(of: id.cast(), page: .first) }),
        ("items by path", { try items($0, "path = \"a/b.png\"") }),
        ("items by the beginning of a path", { try items($0, "path ~ \"a/*\" and width > 3") }),
        ("items by label", { try items($0, "label = cat and subset = test and not predicted") }),
        ("items by subset", { try items($0, "subset = test and annotations > 3 and metadata.camera = x") }),
        ("items by what no index has", { try items($0, "width > 3 or size < 100 or created > \"2026-01-01\"") }),
        ("evaluations", { try evaluations($0) }),
        ("evaluations of a version", { try evaluations($0, version: id.cast()) }),
        ("evaluations of a dataset", { try evaluations($0, dataset: id.cast()) }),
        ("the latest evaluation", { try latestEvaluation($0) }),
        ("the latest evaluation on a dataset", { try latestEvaluationOfDataset($0) }),
        ("mistakes", { try review($0, ReviewFilter()) }),
        ("false positives", { try review($0, ReviewFilter(.falsePositive, label: "a")) }),
        ("false negatives", { try review($0, ReviewFilter(.falseNegative, label: "a")) }),
        ("a confusion", { try review($0, ReviewFilter(confusion: .init(truth: "a", predicted: "b"))) }),
        ("fixed items", { try changes($0, .fixed) }),
        ("broken items of a label", { try changes($0, .broken, label: "a") }),
        ("objects", { try objects($0, ObjectFilter()) }),
        ("objects that are not there", { try objects($0, ObjectFilter(.falsePositive)) }),
        ("objects that were missed", { try objects($0, ObjectFilter(.missed)) }),
        ("objects of a label", { try objects($0, ObjectFilter(.any, label: "a")) }),
        ("objects of a label that were not found", { try objects($0, ObjectFilter(.falseNegative, label: "a")) }),
        ("objects of a label that were doubled", { try objects($0, ObjectFilter(.duplicate, label: "a")) }),
        ("confused objects", { try objects($0, ObjectFilter(confusion: .init(truth: "a", predicted: "b"))) }),
        ("objects found again", { try objectChanges($0, .fixed) }),
        ("objects of a label that were lost", { try objectChanges($0, .broken, label: "a") }),
        ("objects missed twice", { try objectChanges($0, .stillWrong) }),
        ("tracked models", { try models($0, ModelSearch()) }),
        (
            "tracked models by tag",
            { try models($0, ModelSearch(conditions: [.init(.tag("k"), .like("v%", ignoringCase: false))])) }
        ),
        ("the newest of each stage", { _ = try $0.latestTrackedVersions(of: id) }),
        ("tracked versions of a model", { try versions($0, [.init(.name, .equals("m"))], [.init(.number)]) }),
        (
            "tracked versions by name",
            { try versions($0, [.init(.tag("k"), .present)], [.init(.name), .init(.number)]) }
        ),
        ("traces", { try traces($0, []) }),
        (
            "traces by attributes",
            { try traces($0, [.init(.state, .equals("OK")), .init(.ended, .number(.isLess, 5))]) }
        ),
        ("traces by a tag", { try traces($0, [.init(.tag("k"), .equals("v")), .init(.tag("k"), .missing)]) }),
        ("traces by metadata", { try traces($0, [.init(.metadata("k"), .equals("v"))]) }),
        ("traces of a run", { try traces($0, [.init(.run(orMetadata: "k"), .equals("r"))]) }),
        (
            "traces by identifier",
            { try traces($0, [.init(.id, .among(["a", "b"])), .init(.clientID, .equals("c"))]) }
        ),
        ("traces by an assessment", { try traces($0, [.init(.assessment(.feedback, "a"), .equals("v"))]) }),
        (
            "traces by a number of an assessment",
            { try traces($0, [.init(.assessment(.feedback, "a"), .number(.isLess, 1))]) }
        ),
        (
            "traces by issue and prompt",
            { try traces($0, [.init(.issue, .equals("i")), .init(.prompt, .equals("p/1"))]) }
        ),
        (
            "traces by spans",
            { try traces($0, [.init(.span(.name), .equals("s")), .init(.span(.status), .equals("OK"))]) }
        ),
        ("a leaderboard", { try leaderboard($0, ascending: false) }),
        ("a leaderboard of losses", { try leaderboard($0, ascending: true) }),
    ]

    @Test(arguments: lists.indices) func `every list runs on an index and sorts nothing`(_ index: Int) async throws {
        let (name, list) = Self.lists[index]
        let metadata = try Metadata()
        try await metadata.write { try $0.insertMeasuredRun(Self.run, in: Self.experiment, of: Self.id.cast()) }
        let plans = try await metadata.read { try $0.plans(of: list) }
        #expect(!plans.isEmpty)
        // What was found through an index is walked through.
        // A subquery is the few labels of a dataset or aliases of a version, found by an index of their own.
        let bad = plans.filter { plan in
            let isScan = plan.hasPrefix("SCAN") && !plan.hasPrefix("SCAN (subquery") && plan != "SCAN found"
            return plan.contains("TEMP B-TREE") || (isScan && !plan.contains("INDEX"))
        }
        #expect(bad == [], "\(name)")
    }

    private static func runs(
        _ transaction: ReadTransaction,
        _ order: String,
        of experiment: Identifier<Experiment>? = nil,
        status: Run.Status? = nil
    ) throws {
        let scope = experiment.map { RunQuery.Scope.experiment($0) } ?? .project(id.cast())
        let query = RunQuery(scope: scope, order: try Run.Order(order), status: status)
        _ = try transaction.runs(query, page: PageRequest(limit: 1))
    }

    private static func evaluations(
        _ transaction: ReadTransaction,
        version: Identifier<Version>? = nil,
        dataset: Identifier<Dataset>? = nil
    ) throws {
        _ = try transaction.evaluations(in: id.cast(), version: version, dataset: dataset, page: .first)
    }

    private static func latestEvaluation(_ transaction: ReadTransaction) throws {
        _ = try transaction.latestEvaluation(of: id.cast(), dataset: id.cast(), part: .test, snapshot: nil)
    }

    private static func latestEvaluationOfDataset(_ transaction: ReadTransaction) throws {
        _ = try transaction.latestEvaluation(on: id.cast(), part: nil, snapshot: nil)
    }

    private static func review(_ transaction: ReadTransaction, _ filter: ReviewFilter) throws {
        _ = try transaction.outcomes(of: id.cast(), filter, page: .first)
    }

    private static func changes(
        _ transaction: ReadTransaction,
        _ change: ChangedItem.Change,
        label: String? = nil
    ) throws {
        _ = try transaction.changes(in: id.cast(), against: id.cast(), change, label: label, page: .first)
    }

    private static func objects(_ transaction: ReadTransaction, _ filter: ObjectFilter) throws {
        let token = try PageToken("bfe0000000000000_0123456789abcdef01234567_3")
        _ = try transaction.objects(of: id.cast(), filter, page: PageRequest(after: token))
    }

    private static func objectChanges(
        _ transaction: ReadTransaction,
        _ change: ChangedItem.Change,
        label: String? = nil
    ) throws {
        _ = try transaction.objectChanges(
            in: id.cast(),
            against: id.cast(),
            change,
            label: label,
            page: .first
        )
    }

    /// As if it were known that many are meant.
    private static func models(_ transaction: ReadTransaction, _ search: ModelSearch) throws {
        let list = ModelSearchList(search: search, excluded: nil, project: id.cast())
        let statement = try list.statement(few: nil, limit: 10, offset: 0)
        let _: [Model] = try transaction.connection.all(statement)
    }

    private static func versions(
        _ transaction: ReadTransaction,
        _ conditions: [SearchCondition<VersionSearch.Field>],
        _ order: [SearchSort<VersionSearch.Field>]
    ) throws {
        let search = VersionSearch(conditions: conditions, order: order)
        let list = VersionSearchList(search: search, excluded: nil, project: id.cast())
        let _: [TrackedVersion] = try transaction.connection.all(list.statement(few: nil, limit: 10, offset: 0))
    }

    /// As if it were known that many are meant, and as if every way to find few were tried.
    private static func traces(
        _ transaction: ReadTransaction,
        _ conditions: [SearchCondition<TraceSearch.Field>]
    ) throws {
        let search = TraceSearch(experiments: [1], conditions: conditions)
        let list = TraceSearchList(search: search, project: id.cast(), fields: ["k": 1], runs: ["r": 1])
        for statement in [try list.statement(few: nil, limit: 10, offset: 0)] + list.probes {
            let _: [Int64] = try transaction.connection.unkeptValues(statement)
        }
    }

    private static func leaderboard(_ transaction: ReadTransaction, ascending: Bool) throws {
        _ = try transaction.leaderboard(on: id.cast(), part: .test, by: "accuracy", ascending: ascending, page: .first)
    }

    private static func annotations(_ transaction: ReadTransaction, _ filter: String?) throws {
        _ = try transaction.annotations(of: id.cast(), filter: filter.map { try Filter($0) }, page: .first)
    }

    private static func items(_ transaction: ReadTransaction, _ filter: String) throws {
        _ = try transaction.items(of: id.cast(), filter: Filter(filter), page: .first)
        _ = try transaction.itemCount(of: id.cast(), subset: nil, filter: Filter(filter))
    }
}

extension WriteTransaction {
    /// A run with a `loss`, so that a list by that looks for it.
    fileprivate func insertMeasuredRun(
        _ id: Identifier<Run>,
        in experiment: Identifier<Experiment>,
        of project: Identifier<Project>
    ) throws {
        try insertProject(project, name: .sample, description: "", at: .now)
        try insertExperiment(
            experiment,
            in: project,
            name: Experiment.Name("e"),
            description: "",
            tags: .none,
            at: .now
        )
        let run = NewRun(
            id: id,
            projectID: project,
            experimentID: experiment,
            name: "r",
            startedAt: .now,
            parentID: nil,
            executionID: nil,
            versionID: nil,
            note: "",
            inputs: [],
            createdBy: "ada"
        )
        try insertRun(run)
        let key = try Run.Key("loss")
        try insertPoints([MetricPoint(key: key, value: 1)], of: #require(try place(of: id)))
    }
}

extension ReadTransaction {
    fileprivate func walkManifest(of dataset: Identifier<Dataset>) throws {
        let rows = try Row.fetchCursor(connection.database, sql: ManifestWriter.selection, arguments: [dataset])
        while try rows.next() != nil {}
    }

    /// The plans of all statements that `list` runs.
    fileprivate func plans(of list: QueryPlanTests.List) throws -> [String] {
        let statements = Mutex<[String]>([])
        connection.database.trace { event in
            guard case .statement(let statement) = event else { return }
            statements.withLock { $0.append(statement.expandedSQL) }
        }
        try list(self)
        connection.database.trace(options: [])
        return try statements.withLock { $0 }.flatMap { sql in
            try String.fetchAll(connection.database, sql: "EXPLAIN QUERY PLAN \(sql)", adapter: RangeRowAdapter(3..<4))
        }
    }
}
