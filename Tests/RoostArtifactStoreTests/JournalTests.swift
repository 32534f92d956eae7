import Foundation
import NIOCore
import RoostEntities
import Testing

@testable import RoostArtifactStore

/// A loss of power is played by what it may do to files that were not flushed: they are gone, or shorter.
@Suite struct `The journal of small content` {
    @Test func `has what a loss of power took`() async throws {
        try await withTemporaryFolder { folder throws in
            let digests = try await put(100, into: FolderBlobs(folder: folder))
            try FileManager.default.removeItem(at: folder.appending(path: "content"))
            let store = try await FolderBlobs(folder: folder)
            #expect(try await store.list().map(\.digest).collected() == digests)
            for digest in digests { #expect(try await read(digest, from: store) == digest) }
        }
    }

    @Test(arguments: [0, 3, 5000])
    func `mends what a loss of power tore`(_ size: UInt64) async throws {
        try await withTemporaryFolder { folder throws in
            let stored = try await FolderBlobs(folder: folder).put(content(5000))
            try tear(file(stored.digest, in: folder), to: size)
            let store = try await FolderBlobs(folder: folder)
            #expect(try await read(stored.digest, from: store) == stored.digest)
            #expect(try permissions(of: file(stored.digest, in: folder)) == 0o444)
        }
    }

    @Test func `goes when the store is opened`() async throws {
        try await withTemporaryFolder { folder throws in
            let stored = try await FolderBlobs(folder: folder).put([1, 2, 3])
            #expect(try segments(in: folder).count == 1)
            let store = try await FolderBlobs(folder: folder)
            #expect(try segments(in: folder).isEmpty)
            #expect(try await store.size(of: stored.digest) == 3)
        }
    }

    @Test func `ends where it was torn itself`() async throws {
        try await withTemporaryFolder { folder throws in
            let store = try await FolderBlobs(folder: folder)
            let first = try await store.put(content(5000))
            let second = try await store.put([1, 2, 3])
            let segment = try #require(try segments(in: folder).first)
            try tear(segment, to: UInt64(JournalRecord.size(of: 5000) + JournalRecord.size(of: 3) - 1))
            try FileManager.default.removeItem(at: folder.appending(path: "content"))
            let reopened = try await FolderBlobs(folder: folder)
            #expect(try await reopened.size(of: first.digest) == 5000)
            #expect(try await reopened.size(of: second.digest) == nil)
        }
    }

    @Test func `is begun anew when it is full, and goes when the disk has its files`() async throws {
        try await withTemporaryFolder { folder throws in
            let store = try await FolderBlobs(folder: folder)
            let digests = try await put(200, size: 100_000, into: store)
            await settled(store.journal)
            let sizes = try segments(in: folder).map {
                try FileManager.default.attributesOfItem(atPath: $0.path)[.size]
            }
            #expect(sizes.compactMap { $0 as? Int }.reduce(0, +) < 200 * 100_000)
            #expect(try await store.list().map(\.digest).collected() == digests)
            _ = try await store.put([1, 2, 3])
            #expect(try segments(in: folder).count == 1)
        }
    }

    @Test func `keeps nothing when it cannot be written`() async throws {
        try await withTemporaryFolder { folder throws in
            let store = try await FolderBlobs(folder: folder)
            try FileManager.default.removeItem(at: folder.appending(path: "journal"))
            let error = await failure { try await store.put([1, 2, 3]) }
            #expect(error is RoostError)
            #expect(try await store.list().collected().isEmpty)
            try FileManager.default.createDirectory(
                at: folder.appending(path: "journal"),
                withIntermediateDirectories: false
            )
            #expect(try await store.put([1, 2, 3]).isNew)
        }
    }

    @Test func `does not take larger content`() async throws {
        try await withTemporaryFolder { folder throws in
            let store = try await FolderBlobs(folder: folder)
            _ = try await store.put(content(BlobJournal.largestContent + 1))
            #expect(try segments(in: folder).isEmpty)
            _ = try await store.put(content(BlobJournal.largestContent))
            #expect(try segments(in: folder).count == 1)
        }
    }

    /// So many pieces of content at once; their digests, ascending.
    private func put(_ count: Int, size: Int = 1000, into store: FolderBlobs) async throws -> [Digest] {
        try await withThrowingTaskGroup { group in
            for number in 0..<count {
                group.addTask { try await store.put(Array("\(number) ".utf8) + content(size)).digest }
            }
            return try await group.reduce(into: []) { $0.append($1) }.sorted()
        }
    }

    /// The digest of what is read.
    private func read(_ digest: Digest, from store: FolderBlobs) async throws -> Digest {
        Digest(of: try await store.read(digest).collect(upTo: 1 << 20))
    }

    private func segments(in folder: URL) throws -> [URL] {
        try FileManager.default.contentsOfDirectory(
            at: folder.appending(path: "journal"),
            includingPropertiesForKeys: nil
        )
    }

    private func file(_ digest: Digest, in folder: URL) -> URL {
        URL(filePath: BlobLayout(root: folder.path).path(of: digest))
    }

    private func tear(_ file: URL, to size: UInt64) throws {
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: file.path)
        try FileHandle(forWritingTo: file).truncate(atOffset: size)
        try FileManager.default.setAttributes([.posixPermissions: 0o444], ofItemAtPath: file.path)
    }

    /// Returns when everything that was begun by now is done.
    private func settled(_ journal: BlobJournal) async {
        for queue in [journal.flushing, journal.placing, journal.retiring] {
            await withCheckedContinuation { continuation in queue.async { continuation.resume() } }
        }
    }
}
