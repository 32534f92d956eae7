import Foundation
import NIOCore
import RoostEntities
import Testing

@testable import RoostArtifactStore

@Suite struct `A store in a folder` {
    @Test func `keeps content in a read-only file named after it`() async throws {
        try await withTemporaryFolder { folder throws in
            let store = try await FolderBlobs(folder: folder)
            let stored = try await store.put([1, 2, 3])
            let name = stored.digest.text
            let file = folder.appending(path: "content/\(name.prefix(2))/\(name)")
            #expect(try await store.localURL(of: stored.digest)?.path == file.path)
            #expect(try Data(contentsOf: file) == Data([1, 2, 3]))
            #expect(try permissions(of: file) == 0o444)
        }
    }

    @Test func `has after a restart what it had before`() async throws {
        try await withTemporaryFolder { folder throws in
            let stored = try await FolderBlobs(folder: folder).put([1, 2, 3])
            let store = try await FolderBlobs(folder: folder)
            #expect(try await store.list().map(\.digest).collected() == [stored.digest])
            #expect(try await !store.put([1, 2, 3]).isNew)
        }
    }

    @Test func `takes over what lies in two folders of two digits each`() async throws {
        try await withTemporaryFolder { folder throws in
            let stored = try await FolderBlobs(folder: folder).put(content(200_000))
            let name = stored.digest.text
            let earlier = folder.appending(path: "sha256/\(name.prefix(2))/\(name.dropFirst(2).prefix(2))")
            try FileManager.default.createDirectory(at: earlier, withIntermediateDirectories: true)
            let file = folder.appending(path: "content/\(name.prefix(2))/\(name)")
            try FileManager.default.moveItem(at: file, to: earlier.appending(path: name))
            let store = try await FolderBlobs(folder: folder)
            #expect(try await store.size(of: stored.digest) == 200_000)
            #expect(try await store.list().map(\.digest).collected() == [stored.digest])
            #expect(!FileManager.default.fileExists(atPath: folder.appending(path: "sha256").path))
        }
    }

    @Test func `goes on with an upload after a restart`() async throws {
        let bytes = content(3_000_000)
        try await withTemporaryFolder { folder throws in
            let first = try await FolderBlobs(folder: folder)
            let half = body(pieces(of: Array(bytes[..<2_000_000])))
            _ = try await first.append(half, to: .sample, at: 0, limit: 3_000_000)
            let second = try await FolderBlobs(folder: folder)
            let rest = body(pieces(of: Array(bytes[2_000_000...])))
            _ = try await second.append(rest, to: .sample, at: 2_000_000, limit: 3_000_000)
            let third = try await FolderBlobs(folder: folder)
            #expect(try await third.publish(.sample, expecting: digest(bytes)).size == 3_000_000)
        }
    }

    @Test func `notices an upload that was changed behind its back`() async throws {
        try await withTemporaryFolder { folder throws in
            let store = try await FolderBlobs(folder: folder)
            _ = try await store.append(body([[1, 2, 3]]), to: .sample, at: 0, limit: 9)
            try Data([1, 2]).write(to: folder.appending(path: "uploads/\(Identifier<Upload>.sample)"))
            let error = await failure { try await store.publish(.sample, expecting: digest([1, 2, 3])) }
            #expect(error.code == .corrupted)
        }
    }

    @Test func `sweeps what a crash left and nothing else`() async throws {
        try await withTemporaryFolder { folder throws in
            let store = try await FolderBlobs(folder: folder)
            let stored = try await store.put([1, 2, 3])
            try Data([7, 7]).write(to: folder.appending(path: "incoming/left"))
            #expect(try await store.sweep(before: .now.advanced(bySeconds: -60)) == SweptBlobs())
            #expect(try await store.sweep(before: .now.advanced(bySeconds: 60)) == SweptBlobs(count: 1, size: 2))
            #expect(try await store.size(of: stored.digest) == 3)
        }
    }

    @Test func `does not sweep an upload that is being taken in`() async throws {
        try await withTemporaryFolder { folder throws in
            let store = try await FolderBlobs(folder: folder)
            let slow = Gate()
            async let size = store.append(slow, to: .sample, at: 0, limit: 10)
            await slow.isEntered()
            #expect(try await store.sweep(before: .now.advanced(bySeconds: 60)) == SweptBlobs())
            slow.open(with: [7])
            #expect(try await size == 1)
        }
    }

    @Test func `says that the disk is full before it is`() async throws {
        try await withTemporaryFolder { folder throws in
            let store = try await FolderBlobs(folder: folder, reserve: .max / 2)
            let error = await failure { try await store.put([1]) }
            #expect(error.code == .unavailable)
            #expect(try await store.list().collected().isEmpty)
        }
    }

    @Test func `says when content was cut short on the disk`() async throws {
        try await withTemporaryFolder { folder throws in
            let store = try await FolderBlobs(folder: folder)
            // More than is read at once with opening it.
            let stored = try await store.put([UInt8](repeating: 1, count: 100_000))
            let reading = try await store.read(stored.digest)
            let file = try #require(try await store.localURL(of: stored.digest))
            try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: file.path)
            try FileHandle(forWritingTo: file).truncate(atOffset: 1)
            let error = await failure { try await reading.collect(upTo: 100_000) }
            #expect(error.code == .corrupted)
        }
    }

    @Test func `lists only what is named like content`() async throws {
        try await withTemporaryFolder { folder throws in
            let store = try await FolderBlobs(folder: folder)
            let stored = try await store.put([1, 2, 3])
            let file = try #require(try await store.localURL(of: stored.digest))
            try Data().write(to: file.deletingLastPathComponent().appending(path: "README"))
            #expect(try await store.list().map(\.digest).collected() == [stored.digest])
        }
    }
}

func permissions(of file: URL) throws -> Int? {
    let attributes = try FileManager.default.attributesOfItem(atPath: file.path)
    return (attributes[.posixPermissions] as? NSNumber)?.intValue
}
