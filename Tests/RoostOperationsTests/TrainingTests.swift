import RoostEntities
import RoostMetadataStore
import RoostOperations
import Testing

@Suite struct TrainingTests {
    @Test func `a training makes its version, its run and its execution together`() async throws {
        let registry = try await Registry()
        try await registry.prepare()
        let made = try await registry.train(settings: .object(["l2": .number(0.5)]))
        let version = try await registry.version("mine:1")
        #expect(made.result?.version == version.reference && made.version.text == "m:1")
        #expect(version.status == .pending && version.parent?.text == "m:1" && version.source.kind == .run)
        #expect(version.training?.snapshot == made.input.snapshot && version.training?.seed == 7)
        let id = try #require(made.runID)
        let run = try await registry.operations.run(id.trackedID, in: registry.project, as: registry.admin)
        #expect(run.experiment.text == "mine" && run.parameters == ["l2": "0.5", "seed": "7"])
        #expect(version.training?.runID == id && run.executionID == made.id && run.versionID == version.id)
    }

    @Test func `what a worker trained is sealed with the record of how`() async throws {
        let registry = try await Registry()
        try await registry.prepare()
        let made = try await registry.train()
        let (execution, worker) = try await registry.claim()
        #expect(try await registry.version("mine").status == .training)
        let result = try await registry.trained()
        let operations = registry.operations
        let version = try await operations.finishTraining(result, of: made.id, in: registry.project, as: worker)
        #expect(version.status == .trained && version.digest != nil && version.labels == ["cat", "dog"])
        #expect(version.training?.environment?.runtime == "2" && version.training?.settings["l2"] == .number(0.5))
        #expect(version.training?.executionID == execution.id && version.training?.metrics == ["loss": 0.5])
        let ended = try await operations.finishExecution(made.id, failure: nil, in: registry.project, as: worker)
        #expect(ended.status == .succeeded)
        let run = try await operations.run(#require(made.runID).trackedID, in: registry.project, as: registry.admin)
        #expect(run.status == .finished)
    }

    @Test func `saying twice what was trained changes nothing, saying something else is refused`() async throws {
        let registry = try await Registry()
        try await registry.prepare()
        let made = try await registry.train()
        let (_, worker) = try await registry.claim()
        let operations = registry.operations
        let result = try await registry.trained()
        let first = try await operations.finishTraining(result, of: made.id, in: registry.project, as: worker)
        let again = try await operations.finishTraining(result, of: made.id, in: registry.project, as: worker)
        #expect(first == again)
        let other = try await registry.trained("other")
        let refused = await code {
            _ = try await operations.finishTraining(other, of: made.id, in: registry.project, as: worker)
        }
        #expect(refused == .failedPrecondition)
    }

    @Test func `a training that fails leaves a failed version and run with the reason`() async throws {
        let registry = try await Registry()
        try await registry.prepare()
        let made = try await registry.train()
        let (_, worker) = try await registry.claim()
        let operations = registry.operations
        _ = try await operations.finishExecution(made.id, failure: "no labels", in: registry.project, as: worker)
        let version = try await registry.version("mine")
        #expect(version.status == .failed && version.failure == "no labels" && version.digest == nil)
        let run = try await operations.run(#require(made.runID).trackedID, in: registry.project, as: registry.admin)
        #expect(run.status == .failed)
        #expect(try await registry.ailments() == [])
    }

    @Test func `a training that is cancelled before it starts leaves a failed version and a killed run`() async throws {
        let registry = try await Registry()
        try await registry.prepare()
        let made = try await registry.train()
        _ = try await registry.operations.cancelExecution(made.id, in: registry.project, as: registry.admin)
        #expect(try await registry.version("mine").failure == "the training was cancelled")
        let id = try #require(made.runID)
        #expect(
            try await registry.operations.run(id.trackedID, in: registry.project, as: registry.admin).status == .killed
        )
        #expect(try await registry.ailments() == [])
    }

    @Test func `a lost worker's training waits again, and what it had made before stays made`() async throws {
        let registry = try await Registry()
        try await registry.prepare()
        let made = try await registry.train()
        _ = try await registry.claim()
        _ = try await registry.operations.workerIsGone(made.id, reason: "killed", attempts: 3)
        #expect(try await registry.version("mine").status == .pending)
        let (_, worker) = try await registry.claim()
        let result = try await registry.trained()
        _ = try await registry.operations.finishTraining(result, of: made.id, in: registry.project, as: worker)
        let after = try await registry.operations.workerIsGone(made.id, reason: "killed", attempts: 1)
        #expect(after.status == .succeeded)
        #expect(try await registry.version("mine").status == .trained)
        #expect(try await registry.ailments() == [])
    }

    @Test func `a worker cannot end a training that it did not do`() async throws {
        let registry = try await Registry()
        try await registry.prepare()
        let made = try await registry.train()
        let (_, worker) = try await registry.claim()
        let finished = await code {
            _ = try await registry.operations.finishExecution(made.id, failure: nil, in: registry.project, as: worker)
        }
        #expect(finished == .failedPrecondition)
        #expect(try await registry.version("mine").status == .training)
    }

    @Test func `after it was cancelled a training makes nothing any more`() async throws {
        let registry = try await Registry()
        try await registry.prepare()
        let made = try await registry.train()
        let (_, worker) = try await registry.claim()
        _ = try await registry.operations.cancelExecution(made.id, in: registry.project, as: registry.admin)
        let result = try await registry.trained()
        let late = await code {
            _ = try await registry.operations.finishTraining(result, of: made.id, in: registry.project, as: worker)
        }
        #expect(late == .failedPrecondition)
        let project = registry.project
        let ended = try await registry.operations.finishExecution(made.id, failure: "x", in: project, as: worker)
        #expect(ended.status == .cancelled)
        #expect(try await registry.version("mine").status == .failed)
    }

    @Test func `the worker of a training or evaluation brings content in, that of a prediction does not`() async throws
    {
        let registry = try await Registry()
        try await registry.prepare()
        let operations = registry.operations
        let upload = { (worker: Caller) in
            let digest = Digest(bytes: [UInt8](repeating: 1, count: 32))
            _ = try await operations.createUpload(of: digest, size: 5, in: registry.project, as: worker)
        }
        _ = try await registry.train()
        try await upload(registry.claim().worker)
        _ = try await registry.evaluate()
        try await upload(registry.claim().worker)
        let input = Execution.Input(dataset: try Dataset.Name("shapes"))
        let draft = ExecutionDraft(kind: .predict, version: try Reference("m"), input: input)
        _ = try await operations.createExecution(draft, in: registry.project, as: registry.admin)
        let predicting = try await registry.claim().worker
        #expect(await code { try await upload(predicting) } == .permissionDenied)
    }

    @Test func `a version in training is not deleted, and neither is what it is trained from`() async throws {
        let registry = try await Registry()
        try await registry.prepare()
        _ = try await registry.train()
        for reference in ["mine:1", "m:1"] {
            let refused = await code {
                let version = try Reference(reference)
                try await registry.operations.deleteVersion(version, in: registry.project, as: registry.admin)
            }
            #expect(refused == .failedPrecondition)
        }
    }

    @Test(arguments: ["[]", "\"x\"", "7"])
    func `settings that are no object are refused at once`(_ settings: String) async throws {
        let registry = try await Registry()
        try await registry.prepare()
        let wrong = JSONValue.string(settings)
        #expect(await code { _ = try await registry.train(settings: wrong) } == .invalidArgument)
        #expect(await code { _ = try await registry.version("mine") } == .notFound)
    }

    @Test func `the doctor finds a training that nobody does, and fails it`() async throws {
        let registry = try await Registry()
        try await registry.prepare()
        let made = try await registry.train()
        try await registry.metadata.write { transaction in
            try transaction.setStatus(of: made.id, to: .failed, failure: "x", at: registry.clock.now)
        }
        #expect(try await registry.ailments().count == 1)
        _ = try await registry.operations.doctor(repair: true, deep: false, as: registry.admin)
        #expect(try await registry.ailments() == [])
        #expect(try await registry.version("mine").status == .failed)
    }
}
