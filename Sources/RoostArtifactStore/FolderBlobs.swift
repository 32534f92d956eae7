import struct Crypto.SHA256
import Foundation
import NIOCore
import RoostEntities
import RoostThreads

/// A store in a folder of the local disk, one file for each piece of content.
///
/// Files are written once, flushed, made read-only and only then given their name, so a crash leaves at worst a file in
/// `incoming`, which ``sweep(before:)`` takes away. One process at a time may use the folder.
package struct FolderBlobs: BlobStore {
    let layout: BlobLayout
    let threads: BlockingThreads
    let publisher: Publisher
    let uploads = UploadTable()
    let parts: PartTable
    let journal: BlobJournal
    private let room: DiskRoom

    /// Opens the store, and makes it if there is none.
    ///
    /// - Parameters:
    ///   - folder: for this store alone, for example `blobs` of the home folder.
    ///   - reserve: how much of the disk is left free for others, such as the database, in bytes.
    ///   - threadCount: how many reads and writes go on at a time.
    /// - Throws: `unavailable` if the folder cannot be made or flushed.
    package init(folder: URL, reserve: Int64 = 64 << 20, threadCount: Int = 8) async throws(RoostError) {
        let layout = BlobLayout(root: (folder.standardizedFileURL.path as NSString).standardizingPath)
        threads = BlockingThreads(label: "roost.blobs", count: threadCount)
        do {
            (publisher, parts) = try await threads.run { () throws(FileFailure) in
                (try Self.open(layout), try PartTable(restoring: layout))
            }
        } catch {
            throw error.roostError
        }
        self.layout = layout
        room = DiskRoom(root: publisher.root, reserve: reserve)
        journal = BlobJournal(layout: layout, publisher: publisher, room: room)
    }

    private static func open(_ layout: BlobLayout) throws(FileFailure) -> Publisher {
        let folders = [layout.contents, layout.incoming, layout.uploads, layout.parts, layout.settled, layout.journal]
        for path in [layout.root] + folders {
            try FileSystem.makeFolder(path)
        }
        try EarlierLayout(layout: layout).moveAll()
        let root = try OpenFile(layout.root, for: .folder)
        // What a process that was killed had named but not flushed must be safe before anybody is told of it.
        if (try? root.syncFileSystem()) == nil { try root.sync() }
        let publisher = Publisher(layout: layout, root: root)
        try JournalRecovery(layout: layout, publisher: publisher).run()
        return publisher
    }

    package func put<Body: AsyncSequence & Sendable>(
        _ body: Body,
        expecting digest: Digest?,
        limit: Int64?
    ) async throws -> StoredBlob where Body.Element == ByteBuffer {
        var intake = Intake(body.makeAsyncIterator(), limit: limit)
        let head = try await intake.nextBatch()
        guard intake.isAtEnd else {
            return try await putLarge(head, followedBy: &intake, expecting: digest)
        }
        guard head.size <= BlobJournal.largestContent else { return try await putMedium(head, expecting: digest) }
        let found = Digest(bytes: head.hashed().finalize())
        try BlobFailure.check(found, against: digest, size: Int64(head.size))
        return try await journal.put(head, as: found)
    }

    /// Looks for room, hashes and publishes in one go: each way to a thread and back costs about as much.
    private func putMedium(_ content: Batch, expecting digest: Digest?) async throws -> StoredBlob {
        do {
            return try await publisher.threads.run { () throws in
                try room.check(for: Int64(content.size))
                let found = Digest(bytes: content.hashed().finalize())
                try BlobFailure.check(found, against: digest, size: Int64(content.size))
                return try publisher.publish(content, as: found)
            }
        } catch let failure as FileFailure {
            throw failure.roostError
        }
    }

    private func putLarge<Pieces: AsyncIteratorProtocol>(
        _ head: Batch,
        followedBy intake: inout Intake<Pieces>,
        expecting digest: Digest?
    ) async throws -> StoredBlob where Pieces.Element == ByteBuffer {
        let path = layout.newIncoming()
        do {
            let file = try await onThread { () throws(FileFailure) in try OpenFile(path, for: .creating) }
            var writer = ContentWriter(file: file, threads: threads)
            try await write(head, to: &writer)
            while !intake.isAtEnd {
                try await write(intake.nextBatch(), to: &writer)
            }
            let found = Digest(bytes: writer.hash.finalize())
            try BlobFailure.check(found, against: digest, size: writer.size)
            return try await publish(file, size: writer.size, as: found)
        } catch {
            _ = try? await onThread { () throws(FileFailure) in try FileSystem.remove(path) }
            throw error
        }
    }

    func write(_ batch: Batch, to writer: inout ContentWriter) async throws {
        if writer.size / Self.roomInterval != (writer.size + Int64(batch.size)) / Self.roomInterval {
            try await checkRoom(for: Self.roomInterval)
        }
        do {
            try await writer.write(batch)
        } catch {
            throw error.roostError
        }
    }

    func publish(_ content: Batch, as digest: Digest) async throws(RoostError) -> StoredBlob {
        do {
            return try await publisher.threads.run { () throws(FileFailure) in
                try publisher.publish(content, as: digest)
            }
        } catch {
            throw error.roostError
        }
    }

    /// Makes a written file content of the store.
    func publish(_ file: OpenFile, size: Int64, as digest: Digest) async throws(RoostError) -> StoredBlob {
        do {
            return try await publisher.publish(file, size: size, as: digest)
        } catch {
            throw error.roostError
        }
    }

    package func size(of digest: Digest) async throws -> Int64? {
        try await onThread { () throws(FileFailure) in
            try publisher.status(of: digest)?.size
        }
    }

    @discardableResult
    package func renew(_ digest: Digest) async throws -> Int64? {
        try await onThread { () throws(FileFailure) in
            guard try publisher.renew(digest) else { return nil }
            return try publisher.status(of: digest)?.size
        }
    }

    package func read(_ digest: Digest, range: Range<Int64>?) async throws -> BlobBody {
        let opened = try await onThread { () throws(FileFailure) -> Opened? in
            guard let file = try open(digest) else { return nil }
            let size = try file.status().size
            let wanted = range ?? 0..<size
            guard wanted.count <= Self.shortSize, wanted.lowerBound >= 0, wanted.upperBound <= size else {
                return Opened(file: file, size: size)
            }
            return Opened(file: file, size: size, short: wanted, bytes: try file.read(wanted))
        }
        guard let opened else { throw BlobFailure.absent(digest) }
        return BlobBody(size: opened.size, range: try BlobFailure.contained(range, in: opened.size)) { piece in
            let bytes =
                piece == opened.short
                ? opened.bytes : try await onThread { () throws(FileFailure) in try opened.file.read(piece) }
            guard bytes.readableBytes == piece.count else {
                throw RoostError(.corrupted, "the content \(digest) was cut short on the disk; run 'roost doctor'")
            }
            return bytes
        }
    }

    /// What is short is read with opening the file: another way to a thread and back would cost more.
    private static let shortSize = 64 << 10

    private struct Opened: Sendable {
        let file: OpenFile
        /// Of the whole content, in bytes.
        let size: Int64
        /// What was read already, if it is short.
        var short: Range<Int64>?
        var bytes = ByteBuffer()
    }

    private func open(_ digest: Digest) throws(FileFailure) -> OpenFile? {
        do throws(FileFailure) {
            let file = try OpenFile(layout.path(of: digest), for: .reading)
            return publisher.isHidden(digest) ? nil : file
        } catch  where error.isAbsent {
            return nil
        }
    }

    @discardableResult
    package func delete(_ digest: Digest, unlessRenewedSince moment: Timestamp?) async throws -> Bool {
        try await onThread { () throws(FileFailure) in try publisher.remove(digest, unlessRenewedSince: moment) }
    }

    package func localURL(of digest: Digest) async throws -> URL? {
        let path = layout.path(of: digest)
        let isThere = try await onThread { () throws(FileFailure) in
            guard let status = try publisher.status(of: digest) else { return false }
            // Another name of the file, or a clone, is nothing that the journal would mend after a loss of power.
            if status.size <= BlobJournal.largestContent { try OpenFile(path, for: .reading).sync() }
            return true
        }
        return isThere ? URL(fileURLWithPath: path, isDirectory: false) : nil
    }

    /// How often, in bytes, it is looked whether the disk has room.
    private static let roomInterval: Int64 = 64 << 20

    func checkRoom(for size: Int64) async throws {
        try await threads.run { () throws(RoostError) in try room.check(for: size) }
    }

    /// What `work` gives, done where it may block.
    func onThread<Value: Sendable>(
        _ work: @escaping @Sendable () throws(FileFailure) -> Value
    ) async throws(RoostError) -> Value {
        do {
            return try await threads.run(work)
        } catch {
            throw error.roostError
        }
    }
}
