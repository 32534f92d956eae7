import RoostEntities
import RoostOperations
import Testing

@Suite struct ReproductionTests {
    private func reproduction(matches: Bool) throws -> Reproduction {
        let digest = Digest(bytes: [UInt8](repeating: 1, count: 32))
        let other = Digest(bytes: [UInt8](repeating: 2, count: 32))
        let path = try Artifact.Path("model.bin")
        let artifact = Reproduction.Artifact(path: path, expected: digest, actual: matches ? digest : other)
        return Reproduction(matches: matches, artifacts: [artifact], environment: [], metrics: [], words: "w")
    }

    @Test func `a training is done again from its record and makes no version`() async throws {
        let registry = try await Registry()
        try await registry.prepare()
        let version = try await registry.trainToTheEnd()
        let project = registry.project
        let made = try await registry.operations.reproduceVersion(version.reference, in: project, as: registry.admin)
        #expect(made.input.training?.settings == version.training?.settings)
        #expect(made.input.training?.seed == 7 && made.input.training?.reproduces == version.id)
        #expect(made.input.snapshotID == version.training?.snapshotID && made.versionID == version.parentID)
        #expect(made.result?.version == nil)
        let (_, worker) = try await registry.claim()
        let outcome = try reproduction(matches: true)
        try await registry.operations.recordReproduction(outcome, of: made.id, in: project, as: worker)
        let ended = try await registry.operations.finishExecution(made.id, failure: nil, in: project, as: worker)
        #expect(ended.status == .succeeded && ended.result?.reproduction == outcome)
        let model = try await registry.operations.model(named: Model.Name("mine"), in: project, as: registry.admin)
        #expect(model.versionCount == 1)
    }

    @Test func `a reproduction that contradicts itself is refused`() async throws {
        let registry = try await Registry()
        try await registry.prepare()
        try await registry.trainToTheEnd()
        let project = registry.project
        let mine = try Reference("mine")
        let made = try await registry.operations.reproduceVersion(mine, in: project, as: registry.admin)
        let (_, worker) = try await registry.claim()
        var wrong = try reproduction(matches: false)
        wrong.matches = true
        let refused = await code {
            try await registry.operations.recordReproduction(wrong, of: made.id, in: project, as: worker)
        }
        #expect(refused == .invalidArgument)
    }

    @Test func `what Roost did not train cannot be reproduced`() async throws {
        let registry = try await Registry()
        try await registry.prepare()
        let refused = await code {
            let version = try Reference("m")
            _ = try await registry.operations.reproduceVersion(version, in: registry.project, as: registry.admin)
        }
        #expect(refused == .failedPrecondition)
    }
}
