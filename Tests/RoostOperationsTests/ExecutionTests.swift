import Foundation
import RoostEntities
import RoostTestSupport
import Testing

@testable import RoostOperations

@Suite struct ExecutionTests {
    private func start(_ registry: Registry, _ input: Execution.Input) async throws -> Execution {
        try await registry.push("m")
        let draft = ExecutionDraft(kind: .predict, version: try Reference("m"), input: input)
        return try await registry.operations.createExecution(draft, in: registry.project, as: registry.admin)
    }

    private func images(_ registry: Registry, _ count: UInt8) async throws -> Execution.Input {
        var images: [Execution.Input.Image] = []
        for number in 0..<count {
            images.append(.init(name: "\(number).png", digest: try await registry.image(number, 1)))
        }
        return Execution.Input(images: images)
    }

    @Test func `loose images are answered in their order, gaps with the reason`() async throws {
        let registry = try await Registry()
        let (operations, project) = (registry.operations, registry.project)
        let made = try await start(registry, images(registry, 3))
        #expect(made.status == .queued && made.progress.total == 3 && made.version.text == "m:1")
        let claimed = try #require(try await operations.claimNextExecution())
        let worker = try await registry.worker(of: claimed)
        let answer = Prediction(annotations: [.init(label: "cat", score: 0.5)])
        let results = [ExecutionResult(index: 2, prediction: answer), ExecutionResult(index: 0, prediction: answer)]
        try await operations.recordResults(results, of: made.id, in: project, as: worker)
        let ended = try await operations.finishExecution(made.id, failure: nil, in: project, as: worker)
        #expect(ended.status == .succeeded)
        #expect(ended.predictions?.map(\.annotations.count) == [1, 0, 1])
        #expect(ended.predictions?[1].failure != nil)
    }

    @Test func `results on a dataset become annotations, and again posted ones replace them`() async throws {
        let registry = try await Registry()
        let (operations, project) = (registry.operations, registry.project)
        let items = try await registry.dataset("shapes", items: ["a.png", "b.png"])
        let name = try Dataset.Name("shapes")
        let made = try await start(registry, Execution.Input(dataset: name, subset: .test))
        let worker = try await registry.worker(of: #require(try await operations.claimNextExecution()))
        for label in ["zebra", "yak"] {
            let prediction = Prediction(annotations: [.init(label: label, score: 1), .init(label: "cat", score: 0)])
            let results = items.map { ExecutionResult(itemID: $0.id, prediction: prediction) }
            try await operations.recordResults(results, of: made.id, in: project, as: worker)
        }
        let filter = AnnotationFilter(execution: made.id, kind: .prediction)
        let found = try await operations.annotations(of: name, filter: filter, in: project, as: registry.admin)
        #expect(found.items.map(\.label) == ["yak", "cat", "yak", "cat"])
        let truth = AnnotationFilter(item: items[0].id, kind: .truth)
        #expect(
            try await operations.annotations(of: name, filter: truth, in: project, as: registry.admin).items.count == 1
        )
        let dataset = try await operations.dataset(named: name, in: project, as: registry.admin)
        #expect(dataset.annotationCount == 6 && dataset.labels.map(\.name) == ["cat"])
    }

    @Test func `only the worker of an execution reports on it, and its token ends with it`() async throws {
        let registry = try await Registry()
        let (operations, project) = (registry.operations, registry.project)
        let made = try await start(registry, images(registry, 1))
        let claimed = try #require(try await operations.claimNextExecution())
        let stranger = await code {
            _ = try await operations.heartbeat(made.id, progress: .init(), in: project, as: registry.admin)
        }
        #expect(stranger == .permissionDenied)
        let worker = try await registry.worker(of: claimed)
        let push = await code { _ = try await operations.createModel(Model.Name("x"), in: project, as: worker) }
        #expect(push == .permissionDenied)
        _ = try await operations.finishExecution(made.id, failure: "broken", in: project, as: worker)
        #expect(await code { _ = try await registry.worker(of: claimed) } == .unauthenticated)
        #expect(try await operations.execution(made.id, in: project, as: registry.admin).failure == "broken")
    }

    @Test func `a worker that is asked to stop ends as cancelled`() async throws {
        let registry = try await Registry()
        let (operations, project) = (registry.operations, registry.project)
        let made = try await start(registry, images(registry, 2))
        let worker = try await registry.worker(of: #require(try await operations.claimNextExecution()))
        #expect(try await !operations.heartbeat(made.id, progress: .init(), in: project, as: worker).cancel)
        _ = try await operations.cancelExecution(made.id, in: project, as: registry.admin)
        #expect(try await operations.heartbeat(made.id, progress: .init(done: 1), in: project, as: worker).cancel)
        let ended = try await operations.finishExecution(made.id, failure: nil, in: project, as: worker)
        #expect(ended.status == .cancelled)
    }

    @Test func `a lost worker is tried again as often as it may, then it has failed`() async throws {
        let registry = try await Registry()
        let operations = registry.operations
        let made = try await start(registry, images(registry, 1))
        for expected in [Execution.Status.queued, .failed] {
            #expect(try await operations.claimNextExecution()?.execution.id == made.id)
            #expect(try await operations.runningExecutions().map(\.id) == [made.id])
            let after = try await operations.workerIsGone(made.id, reason: "it was killed", attempts: 2)
            #expect(after.status == expected)
        }
        #expect(try await operations.claimNextExecution() == nil)
        let ended = try await operations.execution(made.id, in: registry.project, as: registry.admin)
        #expect(ended.failure == "it was killed" && ended.attempts == 2)
    }

    @Test func `executions are claimed oldest first and each once`() async throws {
        let registry = try await Registry()
        var made: [Identifier<Execution>] = []
        for _ in 0..<20 { made.append(try await start(registry, images(registry, 1)).id) }
        let claimed = try await withThrowingTaskGroup(of: Identifier<Execution>?.self) { group in
            for _ in 0..<30 { group.addTask { try await registry.operations.claimNextExecution()?.execution.id } }
            return try await group.compactMap { $0 }.reduce(into: []) { $0.append($1) }
        }
        #expect(claimed.sorted() == made)
    }

    @Test func `whoever waits is told of the end`() async throws {
        let registry = try await Registry()
        let made = try await start(registry, images(registry, 1))
        let waiting = Task {
            try await registry.operations.waitForExecution(
                made.id,
                seconds: 60,
                in: registry.project,
                as: registry.admin
            )
        }
        var status = Execution.Status.queued
        while status == .queued {
            status = try await registry.operations.cancelExecution(
                made.id,
                in: registry.project,
                as: registry.admin
            ).status
        }
        #expect(try await waiting.value.status == .cancelled)
    }

    @Test func `what is in use is not deleted`() async throws {
        let registry = try await Registry()
        let (operations, project, admin) = (registry.operations, registry.project, registry.admin)
        try await registry.dataset("shapes", items: ["a.png"])
        let name = try Dataset.Name("shapes")
        _ = try await start(registry, Execution.Input(dataset: name))
        #expect(
            await code { try await operations.deleteVersion(Reference("m:1"), in: project, as: admin) }
                == .failedPrecondition
        )
        #expect(
            await code { try await operations.deleteModel(named: Model.Name("m"), in: project, as: admin) }
                == .failedPrecondition
        )
        #expect(
            await code { try await operations.deleteDataset(named: name, in: project, as: admin) }
                == .failedPrecondition
        )
    }

    @Test func `an open version and an input of nothing are refused`() async throws {
        let registry = try await Registry()
        try await registry.push("open", open: true)
        let input = try await images(registry, 1)
        let open = ExecutionDraft(kind: .predict, version: try Reference("open"), input: input)
        let refused = await code {
            _ = try await registry.operations.createExecution(open, in: registry.project, as: registry.admin)
        }
        #expect(refused == .failedPrecondition)
        #expect(await code { _ = try await start(registry, Execution.Input(images: [])) } == .invalidArgument)
    }

    @Test func `a log is read in parts that end where a character ends`() async throws {
        try await withTemporaryFolder { home in
            let registry = try await Registry(home: home)
            let made = try await start(registry, images(registry, 1))
            let folder = home.appending(path: "executions/\(made.id)")
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            let bytes = Data("größe\n".utf8)
            try bytes.prefix(3).write(to: folder.appending(path: "log"))
            let read = { @Sendable (offset: Int64) in
                try await registry.operations.executionLog(
                    made.id,
                    offset: offset,
                    seconds: 0,
                    in: registry.project,
                    as: registry.admin
                )
            }
            #expect(try await read(0) == LogChunk(text: "gr", nextOffset: 2, finished: false))
            try bytes.write(to: folder.appending(path: "log"))
            #expect(try await read(2).text == "öße\n")
            #expect(await code { _ = try await read(99) } == .outOfRange)
        }
    }
}
