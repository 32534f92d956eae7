import Foundation
import NIOCore
import RoostArtifactStore
import RoostEntities
import RoostMetadataStore
import RoostTestSupport
import Testing

@testable import RoostOperations

@Suite struct MaintenanceTests {
    @Test func `garbage goes after its grace, with its content, and nothing else`() async throws {
        let registry = try await Registry()
        let (operations, project, admin) = (registry.operations, registry.project, registry.admin)
        try await registry.push("kept", files: ["shared", "own"])
        try await registry.push("gone", files: ["shared", "lost"])
        try await registry.store("never named")
        try await operations.deleteModel(named: Model.Name("gone"), in: project, as: admin)
        let early = try await operations.collectGarbage(dryRun: false, graceSeconds: 60, as: admin)
        #expect(early.blobs == 0 && early.purgedModels == 0)
        registry.clock.advance(seconds: 61)
        let late = try await operations.collectGarbage(dryRun: false, graceSeconds: 60, as: admin)
        #expect(late.blobs == 2 && late.bytes == 15 && late.purgedModels == 1 && late.purgedVersions == 1)
        #expect(try await operations.doctor(repair: false, deep: true, as: admin).isClean)
        #expect(try await registry.version("kept").artifactCount == 2)
        #expect(try await registry.push("gone").number.value == 1)
    }

    @Test func `a dry run removes nothing`() async throws {
        let registry = try await Registry()
        let digest = try await registry.store("never named")
        registry.clock.advance(seconds: 10)
        let report = try await registry.operations.collectGarbage(dryRun: true, graceSeconds: 1, as: registry.admin)
        #expect(report.blobs == 1 && report.dryRun)
        #expect(try await registry.blobs.size(of: digest) == 11)
    }

    @Test func `content somebody asked about is not garbage yet`() async throws {
        let registry = try await Registry()
        let digest = try await registry.store("about to be named")
        registry.clock.advance(seconds: 7200)
        let missing = try await registry.operations.missingBlobs([digest], in: registry.project, as: registry.admin)
        #expect(missing == [])
        let report = try await registry.operations.collectGarbage(
            dryRun: false,
            graceSeconds: 3600,
            as: registry.admin
        )
        #expect(report.blobs == 0)
    }

    @Test func `the doctor finds content that is gone and says what to do`() async throws {
        let registry = try await Registry()
        let version = try await registry.push("m", files: ["a"])
        try await registry.blobs.delete(Digest(of: ByteBuffer(string: "a")))
        let report = try await registry.operations.doctor(repair: true, deep: false, as: registry.admin)
        let content = try #require(report.checks.first { $0.name == "content" })
        #expect(!content.ok && !content.repaired && content.detail.contains("backup"))
        #expect(version.artifactCount == 1)
    }

    @Test func `the doctor mends counts`() async throws {
        let registry = try await Registry()
        try await registry.dataset("shapes", items: ["a.png"])
        let dataset = try await registry.operations.dataset(
            named: Dataset.Name("shapes"),
            in: registry.project,
            as: registry.admin
        )
        let now = registry.clock.now
        try await registry.metadata.write {
            try $0.addCounts(items: [.train: 3], annotations: 2, to: dataset.id, at: now)
        }
        #expect(try await !registry.operations.doctor(repair: false, deep: false, as: registry.admin).isClean)
        #expect(try await registry.operations.doctor(repair: true, deep: false, as: registry.admin).isClean)
        let mended = try await registry.operations.dataset(
            named: Dataset.Name("shapes"),
            in: registry.project,
            as: registry.admin
        )
        #expect(mended.itemCount == 1 && mended.annotationCount == 1 && mended.subsets == ["test": 1])
    }
}

@Suite struct BackupTests {
    private func archive(_ registry: Registry, in folder: URL) async throws -> URL {
        var bytes = ByteBuffer()
        for try await var part in try await registry.operations.backup(as: registry.admin) {
            bytes.writeBuffer(&part)
        }
        let file = folder.appending(path: "backup.tar")
        try Data(bytes.readableBytesView).write(to: file)
        return file
    }

    @Test func `what was backed up is there after a restore`() async throws {
        try await withTemporaryFolder { folder in
            let registry = try await Registry(home: folder)
            let version = try await registry.push("m", files: ["a", "b/c"])
            let file = try await archive(registry, in: folder)
            let home = folder.appending(path: "new")
            let store = MemoryBlobs()
            let report = try await Operations.restore(archive: file, to: home) { _ in store }
            #expect(report.blobs == 2 && report.bytes == 4)
            let made = try FileManager.default.contentsOfDirectory(atPath: home.path)
            #expect(made == ["roost.sqlite"])
            let metadata = try Metadata(path: home.appending(path: "roost.sqlite").path)
            let restored = try await metadata.read { try $0.version(version.id) }
            #expect(restored == version)
            #expect(await store.size(of: Digest(of: ByteBuffer(string: "b/c"))) == 3)
            try metadata.close()
        }
    }

    @Test func `the archive is one that tar reads`() async throws {
        try await withTemporaryFolder { folder in
            let registry = try await Registry(home: folder)
            try await registry.push("m", files: ["a"])
            let file = try await archive(registry, in: folder)
            let process = Process()
            process.executableURL = URL(filePath: "/usr/bin/env")
            process.arguments = ["tar", "-tf", file.path]
            let output = Pipe()
            process.standardOutput = output
            try process.run()
            let listed = String(decoding: try output.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
            process.waitUntilExit()
            #expect(process.terminationStatus == 0)
            let left = try FileManager.default.contentsOfDirectory(atPath: folder.path)
            #expect(left == ["backup.tar"], "the metadata's copy is gone with the backup")
            #expect(listed == "roost.sqlite\nblobs/\(Digest(of: ByteBuffer(string: "a")))\n")
        }
    }

    @Test func `a folder with something in it is not restored into`() async throws {
        try await withTemporaryFolder { folder in
            let registry = try await Registry(home: folder)
            let file = try await archive(registry, in: folder)
            let refused = await code {
                _ = try await Operations.restore(archive: file, to: folder) { _ in MemoryBlobs() }
            }
            #expect(refused == .failedPrecondition)
            #expect(FileManager.default.fileExists(atPath: file.path))
        }
    }

    @Test(arguments: ["cut", "flipped", "stranger", "outside", "empty"])
    func `an archive that is not whole leaves nothing behind`(_ harm: String) async throws {
        try await withTemporaryFolder { folder in
            let registry = try await Registry(home: folder)
            try await registry.push("m", files: ["some content"])
            let file = try await archive(registry, in: folder)
            try Self.harmed(Data(contentsOf: file), harm).write(to: file)
            let home = folder.appending(path: "new")
            let refused = await code {
                _ = try await Operations.restore(archive: file, to: home) { _ in MemoryBlobs() }
            }
            #expect(refused == .corrupted)
            let left = try FileManager.default.contentsOfDirectory(atPath: home.path)
            #expect(left == [])
        }
    }

    private static func harmed(_ archive: Data, _ harm: String) -> Data {
        let end = archive.count - 1024
        var archive = archive
        switch harm {
        case "cut": return archive.prefix(end)
        case "flipped":
            archive[end - 512] ^= 1
            return archive
        case "empty": return Data()
        default:
            let path = harm == "outside" ? "../outside" : "stranger"
            let header = TarHeader(path: path, size: 0).block(modifiedAt: Timestamp(milliseconds: 0))
            return archive.prefix(end) + header + archive.suffix(1024)
        }
    }
}

@Suite struct TarHeaderTests {
    @Test(arguments: [Int64(0), 1, 511, 8_589_934_591, 8_589_934_592, 1 << 50])
    func `a size of any length reads as it is written`(_ size: Int64) throws {
        let header = TarHeader(path: "blobs/a", size: size)
        #expect(try TarHeader(block: header.block(modifiedAt: Timestamp(milliseconds: 1000))) == header)
    }

    @Test func `a bit that fell over is noticed`() throws {
        var block = TarHeader(path: "a", size: 1).block(modifiedAt: Timestamp(milliseconds: 0))
        block[3] ^= 4
        #expect(throws: RoostError.self) { try TarHeader(block: block) }
    }
}
