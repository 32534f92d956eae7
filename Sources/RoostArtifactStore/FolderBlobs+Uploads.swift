import struct Crypto.SHA256
import NIOCore
import RoostEntities

extension FolderBlobs {
    package func partialSize(_ id: Identifier<Upload>) async throws -> Int64 {
        let path = layout.path(of: id)
        return try await onThread { () throws(FileFailure) in try FileSystem.status(of: path)?.size ?? 0 }
    }

    package func append<Body: AsyncSequence & Sendable>(
        _ body: Body,
        to id: Identifier<Upload>,
        at offset: Int64,
        limit: Int64
    ) async throws -> Int64 where Body.Element == ByteBuffer {
        try await uploads.withExclusive(id) { progress in
            let (file, size) = try await open(id, expecting: offset)
            try BlobFailure.checkLimit(size, limit: limit)
            let known = try await hashed(file, size: size, progress: progress)
            var writer = ContentWriter(file: file, threads: threads, size: size, hash: known.hash)
            do {
                try await take(body, into: &writer, limit: limit)
            } catch let error as RoostError where error.code == .tooLarge {
                try await shorten(file, to: size)
                progress = known
                throw error
            } catch {
                try await shorten(file, to: writer.size)
                progress = UploadTable.Progress(size: writer.size, hash: writer.hash)
                throw error
            }
            progress = UploadTable.Progress(size: writer.size, hash: writer.hash)
            let folder = size == 0 ? layout.uploads : nil
            try await onThread { () throws(FileFailure) in
                try file.sync()
                if let folder { try OpenFile(folder, for: .folder).sync() }
            }
            return writer.size
        }
    }

    /// The file of an upload that has `offset` bytes.
    private func open(_ id: Identifier<Upload>, expecting offset: Int64) async throws -> (OpenFile, Int64) {
        try BlobFailure.checkOffset(offset, of: id, size: try await partialSize(id))
        let path = layout.path(of: id)
        return try await onThread { () throws(FileFailure) in
            let file = try OpenFile(path, for: .continuing)
            return (file, try file.status().size)
        }
    }

    /// Writes all that comes, also what came before the body threw.
    private func take<Body: AsyncSequence & Sendable>(
        _ body: Body,
        into writer: inout ContentWriter,
        limit: Int64
    ) async throws where Body.Element == ByteBuffer {
        var intake = Intake(body.makeAsyncIterator(), size: writer.size, limit: limit)
        do {
            while !intake.isAtEnd {
                try await write(intake.nextBatch(), to: &writer)
            }
        } catch {
            try await write(intake.takeRest(), to: &writer)
            throw error
        }
    }

    private func shorten(_ file: OpenFile, to size: Int64) async throws {
        try await onThread { () throws(FileFailure) in
            try file.truncate(to: size)
            try file.sync()
        }
    }

    /// The hash of an upload's file: the one that is known, or made anew after a restart.
    private func hashed(
        _ file: OpenFile,
        size: Int64,
        progress: UploadTable.Progress?
    ) async throws -> UploadTable.Progress {
        if let progress, progress.size == size { return progress }
        var hash = SHA256()
        var offset: Int64 = 0
        while offset < size {
            try Task.checkCancellation()
            let range = offset..<min(size, offset + Int64(BlobBody.pieceSize))
            let before = hash
            hash = try await onThread { () throws(FileFailure) in
                var batch = Batch()
                batch.append(try file.read(range))
                return batch.hashed(after: before)
            }
            offset = range.upperBound
        }
        return UploadTable.Progress(size: size, hash: hash)
    }

    package func publish(_ id: Identifier<Upload>, expecting digest: Digest) async throws -> StoredBlob {
        try await uploads.withExclusive(id) { progress in
            let path = layout.path(of: id)
            guard let status = try await onThread({ () throws(FileFailure) in try FileSystem.status(of: path) }) else {
                guard digest == .ofNothing else { throw BlobFailure.absent(id) }
                return try await publish(Batch(), as: digest)
            }
            let file = try await onThread { () throws(FileFailure) in try OpenFile(path, for: .reading) }
            let known = try await hashed(file, size: status.size, progress: progress)
            progress = nil
            let found = Digest(bytes: known.hash.finalize())
            do {
                try BlobFailure.check(found, against: digest, size: status.size)
            } catch {
                try await onThread { () throws(FileFailure) in _ = try FileSystem.remove(path) }
                throw error
            }
            return try await publish(file, size: known.size, as: found)
        }
    }

    package func discard(_ id: Identifier<Upload>) async throws {
        let path = layout.path(of: id)
        try await uploads.withExclusive(id) { progress in
            progress = nil
            try await onThread { () throws(FileFailure) in _ = try FileSystem.remove(path) }
        }
    }
}
