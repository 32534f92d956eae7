import Foundation
import RoostClient
import RoostTestSupport
import Testing

/// Transfers over a real socket that breaks.
struct TransferTests {
    /// Blocks that each begin with their number, so that a piece in the wrong place shows.
    private func content(_ size: Int) -> Data {
        var bytes = Data(capacity: size)
        for block in 0..<(size / 1024) {
            withUnsafeBytes(of: block) { bytes.append(contentsOf: $0) }
            bytes.append(Data(repeating: UInt8(truncatingIfNeeded: block), count: 1024 - MemoryLayout<Int>.size))
        }
        return bytes
    }

    @Test func `a large upload goes on where the connection broke`() async throws {
        try await withTemporaryFolder { folder in
            let bytes = content(10 << 20)
            let file = try folder.write("large.bin", bytes)
            let store = FlakyStore(cuts: [3 << 20, 2 << 20])
            let digests = try await FlakyServer(store: store).run { try await $0.upload([file]) }
            #expect(await store.blobs[digests[0].text] == bytes)
            #expect(await store.arrived == bytes.count)
        }
    }

    @Test func `small files go in one piece each, and content that is there not at all`() async throws {
        try await withTemporaryFolder { folder in
            let known = Data("known".utf8)
            let files = [
                try folder.write("new.txt", "new"), try folder.write("known.txt", known),
                try folder.write("again.txt", "new"),
            ]
            let store = FlakyStore(blobs: [FlakyStore.digest(known): known])
            let digests = try await FlakyServer(store: store).run { try await $0.upload(files) }
            #expect(digests.map(\.text) == [Data("new".utf8), known, Data("new".utf8)].map(FlakyStore.digest))
            #expect(await store.requests == ["PUT"])
        }
    }

    @Test func `progress ends with every byte and every file`() async throws {
        try await withTemporaryFolder { folder in
            let files = [try folder.write("large.bin", content(9 << 20)), try folder.write("small.txt", "small")]
            let (reports, report) = AsyncStream.makeStream(of: TransferProgress.self)
            try await FlakyServer(store: FlakyStore(cuts: [1 << 20])).run { roost in
                _ = try await roost.upload(files) { report.yield($0) }
            }
            report.finish()
            let last = await reports.reduce(TransferProgress?.none) { _, next in next }
            let total = Int64(9 << 20) + 5
            #expect(last == TransferProgress(bytes: total, totalBytes: total, files: 2, totalFiles: 2))
        }
    }

    @Test func `a download goes on where the connection broke`() async throws {
        try await withTemporaryFolder { folder in
            let bytes = content(4 << 20)
            let digest = FlakyStore.digest(bytes)
            let store = FlakyStore(blobs: [digest: bytes], cuts: [1 << 20, 1 << 20])
            let file = folder.appending(path: "copy.bin")
            try await FlakyServer(store: store).run { roost in
                try await roost.download(blob: Digest(digest), size: Int64(bytes.count), to: file)
            }
            #expect(try Data(contentsOf: file) == bytes)
            let asked = await store.requests
            #expect(asked.first == "GET ")
            #expect(asked.count == 3 && asked.dropFirst().allSatisfy { $0.hasPrefix("GET bytes=") }, "\(asked)")
        }
    }

    @Test func `a download goes on in another process, where the first one stopped`() async throws {
        try await withTemporaryFolder { folder in
            let bytes = content(2 << 20)
            let digest = FlakyStore.digest(bytes)
            try folder.write(".copy.bin.\(digest.prefix(16)).part", bytes.prefix(1_500_000))
            let store = FlakyStore(blobs: [digest: bytes])
            try await FlakyServer(store: store).run { roost in
                try await roost.download(
                    blob: Digest(digest),
                    size: Int64(bytes.count),
                    to: folder.appending(path: "copy.bin")
                )
            }
            #expect(try Data(contentsOf: folder.appending(path: "copy.bin")) == bytes)
            #expect(await store.requests == ["GET bytes=1500000-"])
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path()) == ["copy.bin"])
        }
    }

    @Test func `content with another digest is thrown away`() async throws {
        try await withTemporaryFolder { folder in
            let wanted = FlakyStore.digest(Data("what was stored".utf8))
            let store = FlakyStore(blobs: [wanted: Data("what arrives!!!".utf8)])
            let error = await #expect(throws: RoostError.self) {
                try await FlakyServer(store: store).run { roost in
                    try await roost.download(blob: Digest(wanted), size: 15, to: folder.appending(path: "copy"))
                }
            }
            #expect(error?.code == .corrupted)
            let left = try FileManager.default.contentsOfDirectory(atPath: folder.path())
            #expect(left.isEmpty)
        }
    }

    @Test func `a transfer that only ever breaks ends with a sentence`() async throws {
        try await withTemporaryFolder { folder in
            let bytes = content(1 << 20)
            let store = FlakyStore(blobs: [FlakyStore.digest(bytes): bytes], cuts: Array(repeating: 0, count: 100))
            let error = await #expect(throws: RoostError.self) {
                try await FlakyServer(store: store).run { roost in
                    try await roost.download(
                        blob: Digest(FlakyStore.digest(bytes)),
                        to: folder.appending(path: "copy")
                    )
                }
            }
            #expect(error?.code == .unavailable)
            #expect(await store.requests.count == 5)
        }
    }
}
