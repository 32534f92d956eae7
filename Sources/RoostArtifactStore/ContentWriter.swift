import struct Crypto.SHA256
import NIOCore
import RoostThreads

/// Writes content to a file and hashes it, both at once.
struct ContentWriter: Sendable {
    /// How much is gathered before it goes to the file, in bytes.
    static let batchSize = 1 << 20

    let file: OpenFile
    let threads: BlockingThreads
    private(set) var size: Int64
    private(set) var hash: SHA256

    /// A writer that goes on after `size` bytes, which have `hash`.
    init(file: OpenFile, threads: BlockingThreads, size: Int64 = 0, hash: SHA256 = SHA256()) {
        self.file = file
        self.threads = threads
        self.size = size
        self.hash = hash
    }

    mutating func write(_ batch: Batch) async throws(FileFailure) {
        let (file, threads, offset) = (file, threads, size)
        let before = hash
        async let after = threads.run { batch.hashed(after: before) }
        do {
            try await threads.run { () throws(FileFailure) in
                try file.write(batch.pieces, at: offset)
                file.startWriting(offset..<offset + Int64(batch.size))
            }
        } catch {
            _ = await after
            throw error
        }
        hash = await after
        size += Int64(batch.size)
    }

    /// Returns when the content would survive a loss of power.
    func sync() async throws(FileFailure) {
        let file = file
        try await threads.run { () throws(FileFailure) in try file.sync() }
    }
}
