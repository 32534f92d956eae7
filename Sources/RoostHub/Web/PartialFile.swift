import Foundation
import NIOCore
import RoostThreads

/// A file that is being downloaded, and goes on where an earlier attempt stopped.
struct PartialFile: Sendable {
    private static let threads = BlockingThreads(label: "roost.hub.files", count: 4)

    let url: URL

    /// What is there already, hashed; nothing if there is no such file.
    func begin(_ hash: ContentHash) async throws -> ContentHash {
        let url = url
        return try await onThread {
            if !FileManager.default.fileExists(atPath: url.path) { try Data().write(to: url) }
            let file = try FileHandle(forReadingFrom: url)
            defer { try? file.close() }
            var hash = hash
            while let piece = try file.read(upToCount: 1 << 20), !piece.isEmpty {
                hash.update(ByteBuffer(bytes: piece))
            }
            return hash
        }
    }

    /// Writes pieces at `offset` and returns the hash that has them too.
    func write(_ pieces: [ByteBuffer], at offset: Int64, _ hash: ContentHash) async throws -> ContentHash {
        let url = url
        return try await onThread {
            let file = try FileHandle(forWritingTo: url)
            defer { try? file.close() }
            try file.seek(toOffset: UInt64(offset))
            var hash = hash
            for piece in pieces {
                try piece.withUnsafeReadableBytes { try file.write(contentsOf: Data($0)) }
                hash.update(piece)
            }
            return hash
        }
    }

    func empty() async throws {
        let url = url
        try await onThread {
            let file = try FileHandle(forWritingTo: url)
            defer { try? file.close() }
            try file.truncate(atOffset: 0)
        }
    }

    /// Flushes the file and gives it its final name.
    func finish(as name: URL) async throws {
        let url = url
        try await onThread {
            let file = try FileHandle(forWritingTo: url)
            defer { try? file.close() }
            try file.synchronize()
            guard rename(url.path, name.path) == 0 else {
                throw CocoaError(.fileWriteUnknown)
            }
        }
    }

    private func onThread<Value: Sendable>(_ work: @escaping @Sendable () throws -> Value) async throws -> Value {
        let path = url.path
        return try await Self.threads.run { () throws(HubError) in
            do {
                return try work()
            } catch {
                throw HubError(.unavailable, "cannot write \(quoted(path)): \(error.localizedDescription)")
            }
        }
    }
}
