import Foundation
import RoostClient
import Testing

/// `kill -9` in the middle of training and evaluating: it goes on, nothing is half there, and the bytes are the same.
@Suite(.serialized)
struct TrainingCrashTests {
    private var rounds: Int {
        ProcessInfo.processInfo.environment["ROOST_CRASH_ROUNDS"].flatMap { Int($0) } ?? 4
    }

    private func noHalfVersions(_ roost: Roost, of model: String) async throws {
        for try await version in roost.allVersions(of: try Model.Name(model)) {
            #expect((version.digest != nil) == version.status.isSealed)
            #expect((version.artifactCount > 0) == version.status.isSealed, "\(version.reference) \(version.status)")
        }
        let report = try await roost.doctor(deep: true)
        #expect(report.checks.filter { !$0.ok }.map(\.detail) == [])
    }

    @Test func `a training whose worker is killed comes out the same`() async throws {
        try await withServer { server in
            let life = try await Lifecycle.prepare(server)
            let calm = try await life.trained(as: "calm")
            for round in 0..<rounds {
                let execution = try await life.train(as: "killed")
                var gone: Set<pid_t> = []
                for _ in 0..<2 {
                    guard let worker = try? await server.worker(of: execution.id, besides: gone) else { break }
                    try await Task.sleep(for: .milliseconds(Int.random(in: 0...400)))
                    kill(worker, SIGKILL)
                    gone.insert(worker)
                    guard try await !life.roost.execution(execution.id).status.isFinished else { break }
                }
                let ended = try await life.roost.wait(for: execution.id)
                #expect(ended.status == .succeeded, "\(ended.failure ?? "")")
                let version = try await life.roost.version(try #require(ended.result?.version))
                #expect(version.digest == calm.digest, "round \(round)")
            }
            try await noHalfVersions(life.roost, of: "killed")
        }
    }

    @Test func `a training outlives its server, and comes out the same`() async throws {
        try await withHome { home in
            var server = try await LiveServer.start(home: home)
            defer { server.stop() }
            var life = try await Lifecycle.prepare(server)
            let calm = try await life.trained(as: "calm")
            for _ in 0..<rounds {
                let execution = try await life.train(as: "orphan")
                try await Task.sleep(for: .milliseconds(Int.random(in: 0...900)))
                server.kill()
                server = try await LiveServer.start(home: home)
                life = try await Lifecycle(server.roost)
                let ended = try await life.roost.wait(for: execution.id)
                #expect(ended.status == .succeeded, "\(ended.failure ?? "")")
                let version = try await life.roost.version(try #require(ended.result?.version))
                #expect(version.digest == calm.digest)
            }
            try await noHalfVersions(life.roost, of: "orphan")
        }
    }

    @Test func `an evaluation whose worker or server is killed judges every item once`() async throws {
        try await withHome { home in
            var server = try await LiveServer.start(home: home)
            defer { server.stop() }
            var life = try await Lifecycle.prepare(server)
            let calm = try await life.evaluated(life.parent)
            for round in 0..<rounds {
                let execution = try await life.roost.evaluate(life.parent.reference, on: life.dataset, subset: .test)
                let worker = try? await server.worker(of: execution.id)
                try await Task.sleep(for: .milliseconds(Int.random(in: 0...300)))
                if round.isMultiple(of: 2), let worker {
                    kill(worker, SIGKILL)
                } else {
                    server.kill()
                    server = try await LiveServer.start(home: home)
                    life = try await Lifecycle(server.roost)
                }
                let ended = try await life.roost.wait(for: execution.id)
                #expect(ended.status == .succeeded, "\(ended.failure ?? "")")
                let evaluation = try await life.roost.evaluation(try #require(ended.result?.evaluationID))
                #expect(evaluation.report == calm.report)
            }
            try await noHalfVersions(life.roost, of: "digits")
        }
    }

    @Test func `a cancelled training leaves a failed version, a killed run and nothing else`() async throws {
        try await withServer { server in
            let life = try await Lifecycle.prepare(server)
            let execution = try await life.train(as: "mine", settings: ["tolerance": .number(0)])
            _ = try await server.worker(of: execution.id)
            _ = try? await life.roost.cancelExecution(execution.id)
            let ended = try await life.roost.wait(for: execution.id)
            let version = try await life.roost.version(Reference("mine:1"))
            let run = try await life.roost.run(try #require(ended.runID))
            #expect((ended.status == .cancelled) == (version.status == .failed))
            #expect((ended.status == .cancelled) == (run.status == .killed))
            let left = home(server, of: execution)
            try await awaiting("an empty folder") { FileManager.default.fileExists(atPath: left) ? nil : () }
        }
    }

    private func home(_ server: LiveServer, of execution: Execution) -> String {
        server.home.appending(path: "executions/\(execution.id)/work").path
    }
}
