import struct Crypto.SHA256
import Foundation
import NIOCore
import RoostEntities
import RoostThreads

extension FolderBlobs {
    package func begin(_ upload: PartedUpload) async throws {
        try PartFailure.checkCount(of: upload)
        let folder = layout.parts(of: upload.id)
        let header = ByteBuffer(bytes: try JSONEncoder().encode(upload))
        try await onThread { () throws(FileFailure) in
            try FileSystem.makeFolder(folder.path)
            try OpenFile(folder.header, for: .creating).write([header], at: 0)
        }
        parts.add(upload, at: .now)
    }

    package func parted(_ id: Identifier<Upload>) async throws -> PartedState? {
        if let upload = parts.upload(id) { return .open(upload) }
        let path = layout.settled(id)
        return try await onThread { () throws(FileFailure) in try Self.header(path) }.map(PartedState.settled)
    }

    package func partedUploads() async throws -> [PartedProgress] {
        parts.all
    }

    package func putPart<Body: AsyncSequence & Sendable>(
        _ number: Int,
        of id: Identifier<Upload>,
        _ body: Body,
        size: Int64?,
        limit: Int64
    ) async throws -> Digest where Body.Element == ByteBuffer {
        let place = try parts.update(id) { entry throws(RoostError) in
            try entry.claim(number, size: size, limit: limit)
        }
        defer { try? parts.update(id) { entry throws(RoostError) in entry.leave() } }
        try await checkRoom(for: size ?? 0)
        let folder = layout.parts(of: id)
        guard let offset = place.offset else {
            let path = layout.newIncoming()
            do {
                let file = try await onThread { () throws(FileFailure) in try OpenFile(path, for: .creating) }
                let record = try await take(number, body, into: file, at: 0, place.limit, size)
                try await land(record, of: id) { () throws(FileFailure) in
                    try FileSystem.move(path, to: folder.path(of: record))
                }
                return record.digest
            } catch {
                _ = try? await onThread { () throws(FileFailure) in try FileSystem.remove(path) }
                throw error
            }
        }
        let file = try await inFolder(of: id) { () throws(FileFailure) in
            try OpenFile(folder.whole, for: .continuing)
        }
        let aside = try await take(number, body, into: file, at: offset, place.limit, size)
        let record = PartRecord(number: number, size: aside.size, digest: aside.digest, offset: offset)
        try await land(record, of: id) { () throws(FileFailure) in
            _ = try OpenFile(folder.path(of: record), for: .creating)
        }
        return record.digest
    }

    /// Writes a part from `offset` on.
    private func take<Body: AsyncSequence & Sendable>(
        _ number: Int,
        _ body: Body,
        into file: OpenFile,
        at offset: Int64,
        _ limit: Int64,
        _ size: Int64?
    ) async throws -> PartRecord where Body.Element == ByteBuffer {
        var intake = Intake(body.makeAsyncIterator(), limit: limit)
        var writer = ContentWriter(file: file, threads: threads, size: offset)
        while !intake.isAtEnd {
            try await write(intake.nextBatch(), to: &writer)
        }
        let taken = writer.size - offset
        try PartFailure.checkSize(taken, of: number, announced: size)
        return PartRecord(number: number, size: taken, digest: Digest(bytes: writer.hash.finalize()), offset: nil)
    }

    /// Makes a part that was written one that is here.
    private func land(
        _ record: PartRecord,
        of id: Identifier<Upload>,
        _ name: @escaping @Sendable () throws(FileFailure) -> Void
    ) async throws {
        try await inFolder(of: id, name)
        let replaced = try parts.update(id) { entry throws(RoostError) in entry.land(record, at: .now) }
        guard let replaced, replaced.name != record.name else { return }
        let path = layout.parts(of: id).path(of: replaced)
        try await onThread { () throws(FileFailure) in _ = try FileSystem.remove(path) }
    }

    /// What `work` gives, as long as the upload is not forgotten.
    private func inFolder<Value: Sendable>(
        of id: Identifier<Upload>,
        _ work: @escaping @Sendable () throws(FileFailure) -> Value
    ) async throws(RoostError) -> Value {
        do {
            return try await threads.run(work)
        } catch {
            throw error.isAbsent ? PartFailure.absent(id) : error.roostError
        }
    }

    package func settle(_ id: Identifier<Upload>) async throws {
        let (folder, path) = (layout.parts(of: id), layout.settled(id))
        try await onThread { () throws(FileFailure) in
            do throws(FileFailure) {
                try FileSystem.move(folder.header, to: path)
                _ = try FileSystem.touch(path)
            } catch  where error.isAbsent {
                return
            }
        }
        try await discardParts(of: id)
    }

    package func discardParts(of id: Identifier<Upload>) async throws {
        guard try parts.remove(id) else { return }
        let (folder, gone) = (layout.parts(of: id), layout.newGone())
        try await onThread { () throws(FileFailure) in
            // A part that is being taken in finds no folder any more.
            try FileSystem.move(folder.path, to: gone)
            try FileSystem.removeTree(gone)
        }
    }

    static func header(_ path: String) throws(FileFailure) -> PartedUpload? {
        let bytes: ByteBuffer
        do throws(FileFailure) {
            bytes = try OpenFile(path, for: .reading).read(0..<(64 << 10))
        } catch  where error.isAbsent {
            return nil
        }
        guard let upload = try? JSONDecoder().decode(PartedUpload.self, from: Data(bytes.readableBytesView)),
            (try? PartFailure.checkCount(of: upload)) != nil
        else { return nil }
        return upload
    }
}
