import AsyncHTTPClient
import Foundation
import NIOCore
import RoostThreads

/// Content on its way to a file of this machine, hashed as it grows.
///
/// It lies beside its destination under a hidden name that comes from the content, so that a download that was cut
/// off, even by the end of the process, goes on where it stopped.
struct PartialFile {
    private(set) var received: Int64
    private let url: URL
    private let file: OpenFile
    private let threads: BlockingThreads
    private var hash: ContentHash

    /// Opens what there is of it, or begins.
    ///
    /// `size`: of the whole; more than that cannot be right and is thrown away.
    static func open(
        for destination: URL,
        digest: Digest?,
        size: Int64?,
        mode: mode_t = 0o666,
        threads: BlockingThreads
    ) async throws -> PartialFile {
        let key = digest?.text.prefix(16) ?? "link"
        let url = destination.deletingLastPathComponent()
            .appending(path: ".\(destination.lastPathComponent.prefix(180)).\(key).part")
        return try await threads.run {
            try FileManager.default.createDirectory(
                at: destination.deletingLastPathComponent(),
                withIntermediateDirectories: true
            )
            let file = try OpenFile(writing: url, mode: mode)
            var partial = PartialFile(received: 0, url: url, file: file, threads: threads, hash: ContentHash())
            // Without a digest nothing tells whether the rest would fit.
            guard digest != nil, file.size <= size ?? .max else {
                try file.truncate(to: 0)
                return partial
            }
            try partial.readBack(file.size)
            return partial
        }
    }

    /// Adds what a connection brings, a mebibyte at a time; what arrived before an error stays.
    ///
    /// - Throws: `corrupted` when more than `limit` bytes come.
    mutating func append(_ body: HTTPClientResponse.Body, limit: Int64?, meter: FileMeter) async throws {
        var gathered = ByteBuffer()
        do {
            for try await var part in body {
                gathered.writeBuffer(&part)
                guard received + Int64(gathered.readableBytes) <= limit ?? .max else {
                    throw RoostError(.corrupted, "more arrived for \(quoted(url.lastPathComponent)) than was stored")
                }
                guard gathered.readableBytes >= 1 << 20 else { continue }
                try await write(gathered, meter: meter)
                gathered.clear()
            }
        } catch {
            try await write(gathered, meter: meter)
            throw error
        }
        try await write(gathered, meter: meter)
    }

    /// Forgets what arrived: the other side starts from the beginning.
    mutating func restart() async throws {
        let file = file
        try await threads.run { () throws(RoostError) in try file.truncate(to: 0) }
        hash = ContentHash()
        received = 0
    }

    /// Moves the complete content to `destination`.
    ///
    /// - Throws: `corrupted` when it is not what `digest` says; then nothing is kept.
    func finish(at destination: URL, digest: Digest?) async throws {
        let (url, actual) = (url, hash.digest)
        try await threads.run {
            let path = destination.path(percentEncoded: false)
            guard digest == nil || digest == actual else {
                unlink(url.path(percentEncoded: false))
                throw RoostError(
                    .corrupted,
                    "what arrived for \(quoted(path)) is not what was stored; download it again, "
                        + "and run 'roost doctor' if that does not help"
                )
            }
            guard rename(url.path(percentEncoded: false), path) == 0 else {
                throw OpenFile.failure(errno, "write", path)
            }
        }
    }

    private mutating func write(_ buffer: ByteBuffer, meter: FileMeter) async throws {
        guard buffer.readableBytes > 0 else { return }
        let (file, offset, before) = (file, received, hash)
        hash = try await threads.run { () throws(RoostError) in
            var hash = before
            hash.update(buffer)
            try file.write(buffer, at: offset)
            return hash
        }
        received += Int64(buffer.readableBytes)
        meter.add(Int64(buffer.readableBytes))
    }

    private mutating func readBack(_ size: Int64) throws(RoostError) {
        while received < size {
            let piece = try file.read(at: received, count: 1 << 20)
            guard piece.readableBytes > 0 else { return }
            hash.update(piece)
            received += Int64(piece.readableBytes)
        }
    }
}
