import Foundation
import NIOCore
import RoostEntities
import Testing

@testable import RoostArtifactStore

@Suite struct `Parts in a folder` {
    private let id = Identifier<Upload>.sample
    private let parts = pieces(of: content(2_500_000), each: 1_000_000)

    @Test func `of one size are written where they belong, and not again`() async throws {
        try await withTemporaryFolder { folder throws in
            let store = try await FolderBlobs(folder: folder)
            try await store.begin(.sample(3))
            for number in [2, 1, 3] { try await store.send(parts[number - 1], as: number) }
            let here = folder.appending(path: "parts/\(id)")
            #expect(try Data(contentsOf: here.appending(path: "whole")) == Data(parts.joined()))
            let sizes = try sizes(of: here).filter { $0.key.contains("-") }
            #expect(sizes.count == 3 && sizes.values.allSatisfy { $0 == 0 })
            #expect(try await store.assemble(id, from: parts.named).isNew)
            try await store.settle(id)
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder.appending(path: "parts").path) == [])
        }
    }

    @Test(arguments: [[1, 2, 3], [3, 2, 1]])
    func `are there after a restart`(_ order: [Int]) async throws {
        try await withTemporaryFolder { folder throws in
            let first = try await FolderBlobs(folder: folder)
            try await first.begin(.sample(3))
            for number in order.dropLast() { try await first.send(parts[number - 1], as: number) }
            let second = try await FolderBlobs(folder: folder)
            #expect(try await second.partedUploads().map(\.upload) == [.sample(3)])
            for number in order.suffix(1) { try await second.send(parts[number - 1], as: number) }
            #expect(try await second.assemble(id, from: parts.named).digest == digest(Array(parts.joined())))
        }
    }

    @Test func `that a loss of power took are noticed`() async throws {
        try await withTemporaryFolder { folder throws in
            let first = try await FolderBlobs(folder: folder)
            try await first.begin(.sample(3))
            for number in 1...3 { try await first.send(parts[number - 1], as: number) }
            let whole = try FileHandle(forUpdating: folder.appending(path: "parts/\(id)/whole"))
            try whole.seek(toOffset: 1_500_000)
            try whole.write(contentsOf: Data(count: 10))
            try whole.close()
            let second = try await FolderBlobs(folder: folder)
            let error = await failure { try await second.assemble(id, from: parts.named) }
            #expect(error.code == .corrupted && "\(String(describing: error))".contains("part 2"))
            try await second.send(parts[1], as: 2)
            #expect(try await second.assemble(id, from: parts.named).isNew)
        }
    }

    @Test func `that became content before the server ended answer the same after it`() async throws {
        try await withTemporaryFolder { folder throws in
            let first = try await FolderBlobs(folder: folder)
            try await first.begin(.sample(3))
            for number in 1...3 { try await first.send(parts[number - 1], as: number) }
            let stored = try await first.assemble(id, from: parts.named)
            let second = try await FolderBlobs(folder: folder)
            #expect(await failure { try await second.send(parts[0], as: 1) }.code == .failedPrecondition)
            #expect(try await second.assemble(id, from: parts.named).digest == stored.digest)
            try await second.settle(id)
            let third = try await FolderBlobs(folder: folder)
            #expect(try await third.parted(id) == .settled(.sample(3)))
        }
    }

    @Test func `that were not named as content yet when the server ended are put together anew`() async throws {
        try await withTemporaryFolder { folder throws in
            let first = try await FolderBlobs(folder: folder)
            try await first.begin(.sample(3))
            for number in 1...3 { try await first.send(parts[number - 1], as: number) }
            let here = folder.appending(path: "parts/\(id)")
            try Data().write(to: here.appending(path: "content-\(digest(Array(parts.joined())))"))
            let whole = here.appending(path: "whole").path
            try FileManager.default.setAttributes([.posixPermissions: 0o444], ofItemAtPath: whole)
            let second = try await FolderBlobs(folder: folder)
            #expect(try await second.assemble(id, from: parts.named).isNew)
        }
    }

    @Test(arguments: ["parts/junk/x", "parts/\(Identifier<Upload>.sample)/whole", "parts/gone-1/2-3-4"])
    func `that are nobody's are gone after a start`(_ path: String) async throws {
        try await withTemporaryFolder { folder throws in
            let file = folder.appending(path: path)
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(),
                withIntermediateDirectories: true
            )
            try Data([1]).write(to: file)
            let store = try await FolderBlobs(folder: folder)
            #expect(try await store.partedUploads().isEmpty)
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder.appending(path: "parts").path) == [])
        }
    }

    private func sizes(of folder: URL) throws -> [String: Int] {
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        return try Dictionary(
            uniqueKeysWithValues: names.map { name in
                (name, try Data(contentsOf: folder.appending(path: name)).count)
            }
        )
    }
}
