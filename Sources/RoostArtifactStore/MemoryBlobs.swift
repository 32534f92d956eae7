import Foundation
import NIOCore
import RoostEntities

/// A store that forgets everything when the process ends: for tests and for trying things out.
///
/// An actor, because its content is shared by all who put and read.
package actor MemoryBlobs: BlobStore {
    private struct Entry {
        let content: ByteBuffer
        var modifiedAt: Timestamp
    }

    private struct Partial {
        var content = ByteBuffer()
        var modifiedAt: Timestamp
        var isBusy = false
    }

    private struct Parted {
        let upload: PartedUpload
        var parts: [Int: ByteBuffer] = [:]
        var content: StoredBlob?
        var arriving = 0
        var changedAt: Timestamp

        var size: Int64 { parts.values.reduce(0) { $0 + Int64($1.readableBytes) } }
    }

    private let capacity: Int64
    private let now: @Sendable () -> Timestamp
    private var used: Int64 = 0
    private var entries: [Digest: Entry] = [:]
    private var partials: [Identifier<Upload>: Partial] = [:]
    private var parted: [Identifier<Upload>: Parted] = [:]
    private var settled: [Identifier<Upload>: PartedUpload] = [:]

    /// An empty store that takes `capacity` bytes in all.
    package init(capacity: Int64 = 256 << 20, now: @escaping @Sendable () -> Timestamp = { .now }) {
        self.capacity = capacity
        self.now = now
    }

    package func put<Body: AsyncSequence & Sendable>(
        _ body: Body,
        expecting digest: Digest?,
        limit: Int64?
    ) async throws -> StoredBlob where Body.Element == ByteBuffer {
        var content = ByteBuffer()
        for try await var part in body {
            let size = Int64(content.readableBytes + part.readableBytes)
            try BlobFailure.checkLimit(size, limit: limit)
            try checkRoom(for: size)
            content.writeBuffer(&part)
        }
        try Task.checkCancellation()
        return try store(content, expecting: digest)
    }

    package func size(of digest: Digest) -> Int64? {
        entries[digest].map { Int64($0.content.readableBytes) }
    }

    @discardableResult
    package func renew(_ digest: Digest) -> Int64? {
        entries[digest]?.modifiedAt = now()
        return size(of: digest)
    }

    package func read(_ digest: Digest, range: Range<Int64>?) throws -> BlobBody {
        guard let content = entries[digest]?.content else { throw BlobFailure.absent(digest) }
        let size = Int64(content.readableBytes)
        return BlobBody(size: size, range: try BlobFailure.contained(range, in: size)) { piece in
            content.getSlice(at: content.readerIndex + Int(piece.lowerBound), length: piece.count) ?? ByteBuffer()
        }
    }

    @discardableResult
    package func delete(_ digest: Digest, unlessRenewedSince moment: Timestamp?) -> Bool {
        guard let entry = entries[digest] else { return false }
        if let moment, entry.modifiedAt >= moment { return false }
        entries[digest] = nil
        used -= Int64(entry.content.readableBytes)
        return true
    }

    package nonisolated func list() -> BlobListing {
        BlobListing { after in await self.page(after: after) }
    }

    private func page(after last: Digest?) -> [StoredBlobInfo] {
        let digests = entries.keys.filter { digest in last.map { digest > $0 } ?? true }
        return digests.sorted().prefix(1000).compactMap { digest in
            entries[digest].map { entry in
                StoredBlobInfo(
                    digest: digest,
                    size: Int64(entry.content.readableBytes),
                    modifiedAt: entry.modifiedAt
                )
            }
        }
    }

    package func localURL(of digest: Digest) -> URL? { nil }

    package func partialSize(_ id: Identifier<Upload>) -> Int64 {
        Int64(partials[id]?.content.readableBytes ?? 0)
    }

    package func append<Body: AsyncSequence & Sendable>(
        _ body: Body,
        to id: Identifier<Upload>,
        at offset: Int64,
        limit: Int64
    ) async throws -> Int64 where Body.Element == ByteBuffer {
        var partial = partials[id] ?? Partial(modifiedAt: now())
        guard !partial.isBusy else { throw BlobFailure.busy(id) }
        try BlobFailure.checkOffset(offset, of: id, size: Int64(partial.content.readableBytes))
        partials[id] = Partial(content: partial.content, modifiedAt: now(), isBusy: true)
        do {
            for try await var part in body {
                try Task.checkCancellation()
                let size = Int64(partial.content.readableBytes + part.readableBytes)
                try BlobFailure.checkLimit(size, limit: limit)
                try checkRoom(for: size)
                partial.content.writeBuffer(&part)
            }
        } catch let error as RoostError where error.code == .tooLarge {
            partial.content = partials[id]?.content ?? ByteBuffer()
            release(id, content: partial.content)
            throw error
        } catch {
            release(id, content: partial.content)
            throw error
        }
        release(id, content: partial.content)
        return Int64(partial.content.readableBytes)
    }

    private func release(_ id: Identifier<Upload>, content: ByteBuffer) {
        partials[id] = Partial(content: content, modifiedAt: now())
    }

    package func publish(_ id: Identifier<Upload>, expecting digest: Digest) throws -> StoredBlob {
        let partial = partials[id]
        guard partial?.isBusy != true else { throw BlobFailure.busy(id) }
        guard partial != nil || digest == .ofNothing else { throw BlobFailure.absent(id) }
        partials[id] = nil
        return try store(partial?.content ?? ByteBuffer(), expecting: digest)
    }

    package func discard(_ id: Identifier<Upload>) throws {
        guard partials[id]?.isBusy != true else { throw BlobFailure.busy(id) }
        partials[id] = nil
    }

    package func begin(_ upload: PartedUpload) throws {
        try PartFailure.checkCount(of: upload)
        parted[upload.id] = Parted(upload: upload, changedAt: now())
    }

    package func parted(_ id: Identifier<Upload>) -> PartedState? {
        parted[id].map { .open($0.upload) } ?? settled[id].map { .settled($0) }
    }

    package func partedUploads() -> [PartedProgress] {
        parted.values.map { entry in
            PartedProgress(
                upload: entry.upload,
                size: entry.size,
                changedAt: entry.changedAt,
                isBusy: entry.arriving > 0
            )
        }
    }

    package func putPart<Body: AsyncSequence & Sendable>(
        _ number: Int,
        of id: Identifier<Upload>,
        _ body: Body,
        size: Int64?,
        limit: Int64
    ) async throws -> Digest where Body.Element == ByteBuffer {
        guard let entry = parted[id] else { throw PartFailure.absent(id) }
        try PartFailure.checkNumber(number, of: entry.upload)
        guard entry.content == nil else { throw PartFailure.whole(id) }
        let rest = limit - (entry.size - Int64(entry.parts[number]?.readableBytes ?? 0))
        try BlobFailure.checkLimit(size ?? 0, limit: rest)
        parted[id]?.arriving += 1
        defer { parted[id]?.arriving -= 1 }
        var part = ByteBuffer()
        for try await var piece in body {
            let size = Int64(part.readableBytes + piece.readableBytes)
            try BlobFailure.checkLimit(size, limit: rest)
            try checkRoom(for: size)
            part.writeBuffer(&piece)
        }
        try Task.checkCancellation()
        try PartFailure.checkSize(Int64(part.readableBytes), of: number, announced: size)
        guard parted[id] != nil else { throw PartFailure.absent(id) }
        parted[id]?.parts[number] = part
        parted[id]?.changedAt = now()
        return Digest(of: part)
    }

    package func assemble(_ id: Identifier<Upload>, from parts: [ContentPart]) throws -> StoredBlob {
        guard let entry = parted[id] else { throw PartFailure.absent(id) }
        try PartFailure.checkNumbers(parts, of: entry.upload)
        guard entry.arriving == 0 else { throw PartFailure.busy(id) }
        var whole = ByteBuffer()
        for part in parts.sorted(by: { $0.number < $1.number }) {
            let content = entry.parts[part.number]
            try PartFailure.check(part, against: content.map { Digest(of: $0) })
            whole.writeImmutableBuffer(content ?? ByteBuffer())
        }
        let stored = try store(whole, expecting: nil)
        parted[id]?.content = stored
        return stored
    }

    package func settle(_ id: Identifier<Upload>) {
        guard let entry = parted.removeValue(forKey: id) else { return }
        settled[id] = entry.upload
    }

    package func discardParts(of id: Identifier<Upload>) {
        parted[id] = nil
    }

    @discardableResult
    package func sweep(before moment: Timestamp) -> SweptBlobs {
        var swept = SweptBlobs()
        for (id, entry) in parted where entry.arriving == 0 && entry.changedAt < moment {
            swept.count += 1
            swept.size += entry.size
            parted[id] = nil
        }
        for (id, partial) in partials where !partial.isBusy && partial.modifiedAt < moment {
            swept.count += 1
            swept.size += Int64(partial.content.readableBytes)
            partials[id] = nil
        }
        return swept
    }

    private func store(_ content: ByteBuffer, expecting expected: Digest?) throws -> StoredBlob {
        let digest = Digest(of: content)
        try BlobFailure.check(digest, against: expected, size: Int64(content.readableBytes))
        let isNew = entries[digest] == nil
        if isNew { used += Int64(content.readableBytes) }
        entries[digest] = Entry(content: entries[digest]?.content ?? content, modifiedAt: now())
        return StoredBlob(digest: digest, size: Int64(content.readableBytes), isNew: isNew)
    }

    private func checkRoom(for size: Int64) throws(RoostError) {
        guard used + size <= capacity else {
            throw RoostError(
                .unavailable,
                "the store in memory holds at most \(capacity) bytes; delete something, or use a store on disk"
            )
        }
    }
}
