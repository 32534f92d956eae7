import Foundation
import RoostClient
import Synchronization
import Testing

/// `kill -9` at random moments under load: what was acknowledged is there, and nothing is half there.
///
/// `ROOST_CRASH_ROUNDS` sets how often; the suite's own number keeps it short.
@Suite(.serialized)
struct CrashTests {
    private var rounds: Int {
        ProcessInfo.processInfo.environment["ROOST_CRASH_ROUNDS"].flatMap { Int($0) } ?? 8
    }

    @Test func `a killed server loses nothing it acknowledged`() async throws {
        try await withHome { home in
            let load = CrashLoad(folder: home.deletingLastPathComponent())
            for round in 0..<rounds {
                let server = try await LiveServer.start(home: home)
                try await load.verifyLatest(server.roost)
                await load.run(round: round, against: server)
            }
            let server = try await LiveServer.start(home: home)
            defer { server.stop() }
            try await load.verifyAll(server.roost)
            let report = try await server.roost.doctor(deep: true)
            #expect(report.checks.filter { !$0.ok }.map(\.detail) == [])
        }
    }
}

/// Writers that remember what the server acknowledged.
private final class CrashLoad: Sendable {
    private struct Acknowledged {
        var versions: [Reference: Digest] = [:]
        var tags: [String: String] = [:]
        var executions: Set<Identifier<Execution>> = []
        var blobs: Set<Digest> = []
    }

    private let folder: URL
    /// Since the last kill, and before it.
    private let acknowledged = Mutex(Acknowledged())
    private let before = Mutex(Acknowledged())

    init(folder: URL) {
        self.folder = folder
    }

    /// Loads the server from several sides until it is killed at a random moment.
    func run(round: Int, against server: LiveServer) async {
        await withDiscardingTaskGroup { group in
            for writer in 0..<4 {
                group.addTask { await self.pushAndTag(server.roost, name: "r\(round)w\(writer)") }
            }
            group.addTask { await self.upload(server.roost, round: round) }
            group.addTask { await self.execute(server.roost) }
            try? await Task.sleep(for: .milliseconds(Int.random(in: 30...900)))
            server.kill()
            // They would try again for a while.
            group.cancelAll()
        }
    }

    /// What was acknowledged before the last kill is there.
    func verifyLatest(_ roost: Roost) async throws {
        let known = acknowledged.withLock { known in
            defer { known = Acknowledged() }
            return known
        }
        try await verify(known, roost)
        before.withLock { before in
            before.versions.merge(known.versions) { $1 }
            before.tags.merge(known.tags) { $1 }
            before.executions.formUnion(known.executions)
            before.blobs.formUnion(known.blobs)
        }
    }

    /// All that was ever acknowledged is there.
    func verifyAll(_ roost: Roost) async throws {
        try await verifyLatest(roost)
        try await verify(before.withLock { $0 }, roost)
    }

    /// Every version is there with every artifact whole, and so are tags, executions and content.
    private func verify(_ known: Acknowledged, _ roost: Roost) async throws {
        for (reference, digest) in known.versions {
            #expect(try await roost.version(reference).digest == digest)
            for try await artifact in roost.allArtifacts(of: reference) {
                let content = try await roost.content(of: try #require(artifact.digest), size: artifact.size)
                #expect(content.count == 5000)
            }
        }
        for (model, value) in known.tags {
            #expect(try await roost.model(named: Model.Name(model)).tags.values["last"] == value)
        }
        for execution in known.executions {
            #expect(try await roost.execution(execution).id == execution)
        }
        #expect(try await roost.missingBlobs(Array(known.blobs)).isEmpty)
    }

    private func pushAndTag(_ roost: Roost, name: String) async {
        do {
            let model = try Model.Name(name)
            for count in 0..<10_000 {
                let version = try await roost.push(file: try file(named: "\(name)-\(count)"), to: model)
                acknowledged.withLock { $0.versions[version.reference] = version.digest }
                // Only an answer counts: a tag that was on its way may be there or not.
                acknowledged.withLock { $0.tags[name] = nil }
                _ = try await roost.updateModel(named: model, Changes(tags: ["last": "\(count)"]))
                acknowledged.withLock { $0.tags[name] = "\(count)" }
            }
        } catch {
            // The server is gone, as it should be.
        }
    }

    private func upload(_ roost: Roost, round: Int) async {
        do {
            for count in 0..<10_000 {
                let digests = try await roost.upload([try file(named: "upload-\(round)-\(count)")])
                acknowledged.withLock { $0.blobs.formUnion(digests) }
            }
        } catch {
            // The server is gone, as it should be.
        }
    }

    private func execute(_ roost: Roost) async {
        do {
            let image = Program.digits.appending(path: "images/test/0/0010.png")
            let version = try await roost.push(
                folder: Program.digits.appending(path: "checkpoint"),
                to: try Model.Name("digits")
            )
            let digest = try await roost.upload([image])[0]
            let input = Execution.Input(images: [Execution.Input.Image(name: "0010.png", digest: digest)])
            for _ in 0..<10_000 {
                let execution = try await roost.createExecution(.predict, with: version.reference, on: input)
                _ = acknowledged.withLock { $0.executions.insert(execution.id) }
                try await Task.sleep(for: .milliseconds(100))
            }
        } catch {
            // The server is gone, as it should be.
        }
    }

    /// 5,000 bytes that no other file has.
    private func file(named name: String) throws -> URL {
        let url = folder.appending(path: name)
        let text = (name + " ").utf8
        let bytes = (0..<5000).map { Array(text)[$0 % text.count] }
        try Data(bytes).write(to: url)
        return url
    }
}
