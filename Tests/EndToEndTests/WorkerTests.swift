import Foundation
import RoostClient
import Testing

/// Executions whose worker or server dies.
struct WorkerTests {
    private func prepare(_ server: LiveServer) async throws {
        for command in [
            ["push", "digits", "Examples/digits/checkpoint"], ["datasets", "create", "set"],
            ["datasets", "import", "set", "Examples/digits/images"],
        ] {
            let outcome = try await Program.run(command, home: server.home)
            #expect(outcome.status == 0, "\(command): \(outcome.talk)")
        }
    }

    private func start(_ roost: Roost) async throws -> Execution {
        try await roost.createExecution(
            .predict,
            with: Reference("digits"),
            on: Execution.Input(dataset: Dataset.Name("set"))
        )
    }

    @Test func `a killed worker's execution is done again, without doubles`() async throws {
        try await withServer { server in
            try await prepare(server)
            let execution = try await start(server.roost)
            kill(try await server.worker(of: execution.id), SIGKILL)
            let ended = try await server.roost.wait(for: execution.id)
            #expect(ended.status == .succeeded)
            let items = try await server.roost.dataset(Dataset.Name("set")).itemCount
            var seen: [Identifier<Item>: Int] = [:]
            for try await annotation in server.roost.allAnnotations(of: try Dataset.Name("set"))
            where annotation.executionID == execution.id {
                seen[annotation.itemID, default: 0] += 1
            }
            #expect(seen.count == items)
            #expect(seen.values.allSatisfy { $0 == 1 })
        }
    }

    @Test func `an execution outlives its server`() async throws {
        try await withHome { home in
            let first = try await LiveServer.start(home: home)
            try await prepare(first)
            let execution = try await start(first.roost)
            _ = try await first.worker(of: execution.id)
            first.kill()
            let second = try await LiveServer.start(home: home)
            defer { second.stop() }
            #expect(try await second.roost.wait(for: execution.id).status == .succeeded)
        }
    }

    @Test func `a cancelled execution ends and its worker with it`() async throws {
        try await withServer { server in
            try await prepare(server)
            let execution = try await start(server.roost)
            let pid = try await server.worker(of: execution.id)
            _ = try? await server.roost.cancelExecution(execution.id)
            let ended = try await server.roost.wait(for: execution.id)
            #expect([.cancelled, .succeeded].contains(ended.status))
            try await awaiting("the worker's end") { kill(pid, 0) == 0 ? nil : () }
        }
    }

    @Test func `a model that cannot be run fails its execution with the reason`() async throws {
        try await withServer { server in
            let folder = server.home.deletingLastPathComponent().appending(path: "broken")
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            try Data(#"{"model_type": "vit", "id2label": {"0": "a"}}"#.utf8).write(
                to: folder.appending(path: "config.json")
            )
            try Data("no tensors".utf8).write(to: folder.appending(path: "model.safetensors"))
            let version = try await server.roost.push(folder: folder, to: Model.Name("broken"))
            let image = Program.digits.appending(path: "images/test/0/0010.png")
            let outcome = try await Program.run("predict", "\(version.reference)", image.path, home: server.home)
            #expect(outcome.status != 0)
            #expect(outcome.talk.contains("model.safetensors"), "\(outcome.talk)")
        }
    }
}
