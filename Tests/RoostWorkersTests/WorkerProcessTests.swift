import Foundation
import RoostWorkers
import Synchronization
import Testing

struct WorkerProcessTests {
    private let folder: URL

    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "worker-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    private func launch(_ script: String, input: String = "", environment: [String: String] = [:]) -> WorkerLaunch {
        WorkerLaunch(
            executable: URL(filePath: "/bin/sh"),
            arguments: ["-c", script],
            environment: environment.merging(["PATH": "/usr/bin:/bin"]) { own, _ in own },
            folder: folder,
            log: folder.appending(path: "log"),
            input: Array(input.utf8)
        )
    }

    private var log: String {
        get throws { try String(contentsOf: folder.appending(path: "log"), encoding: .utf8) }
    }

    @Test func `what a worker prints goes to its log`() async throws {
        let exit = try await WorkerProcess().run(launch("cat; echo told >&2", input: "asked\n")) { _ in }
        #expect(exit == .exited(code: 0))
        #expect(try log == "asked\ntold\n")
    }

    @Test func `the environment is only what was given`() async throws {
        _ = try await WorkerProcess().run(
            launch("env | grep -vE '^(PWD|SHLVL|_)=' | sort", environment: ["KEY": "value"])
        ) { _ in }
        #expect(try log == "KEY=value\nPATH=/usr/bin:/bin\n")
    }

    @Test func `how a worker ended is told`() async throws {
        #expect(try await WorkerProcess().run(launch("exit 3")) { _ in } == .exited(code: 3))
        #expect(try await WorkerProcess().run(launch("kill -9 $$")) { _ in } == .signalled(9))
    }

    @Test func `cancelling ends the worker and its children`() async throws {
        let (started, continuation) = AsyncStream.makeStream(of: WorkerIdentity.self)
        let launch = launch("sleep 600 & sleep 600")
        let running = Task {
            try await WorkerProcess(grace: .seconds(2)).run(launch) { continuation.yield($0) }
        }
        let identity = try #require(await started.first { _ in true })
        #expect(identity.isAlive)
        running.cancel()
        _ = try? await running.value
        #expect(!identity.isAlive)
    }

    @Test func `a worker that ignores the request is killed`() async throws {
        let (started, continuation) = AsyncStream.makeStream(of: WorkerIdentity.self)
        let launch = launch("trap '' TERM; echo ready; while :; do sleep 0.05; done")
        let running = Task {
            try await WorkerProcess(grace: .milliseconds(300)).run(launch) { identity in
                while try log.isEmpty { try await Task.sleep(for: .milliseconds(10)) }
                continuation.yield(identity)
            }
        }
        let identity = try #require(await started.first { _ in true })
        running.cancel()
        #expect(try await running.value == .signalled(9))
        #expect(!identity.isAlive)
    }

    @Test func `an adopted worker is stayed with until it is gone`() async throws {
        let (started, continuation) = AsyncStream.makeStream(of: WorkerIdentity.self)
        // Its input ends once `started` has returned, so it cannot be gone before.
        let launch = launch("cat; sleep 0.3")
        async let exit = WorkerProcess().run(launch) { continuation.yield($0) }
        let identity = try #require(await started.first { _ in true })
        #expect(await WorkerProcess().adopt(identity, every: .milliseconds(20)) == .vanished)
        #expect(try await exit == .exited(code: 0))
    }

    @Test func `a process number alone is not an identity`() throws {
        let own = try #require(WorkerIdentity(pid: getpid()))
        let text = String(decoding: try JSONEncoder().encode(own), as: UTF8.self)
        let stale = text.replacing("\(own.startTicks)", with: "\(own.startTicks + 1)")
        let other = try JSONDecoder().decode(WorkerIdentity.self, from: Data(stale.utf8))
        #expect(own.isAlive)
        #expect(!other.isAlive)
    }

    @Test func `a missing executable is an error`() async {
        var launch = launch("")
        launch.executable = folder.appending(path: "nothing")
        await #expect(throws: (any Error).self) { try await WorkerProcess().run(launch) { _ in } }
    }
}
