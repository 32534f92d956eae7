import struct Crypto.SHA256
import NIOCore
import RoostEntities

extension FolderBlobs {
    package func assemble(_ id: Identifier<Upload>, from parts: [ContentPart]) async throws -> StoredBlob {
        let assembly = try self.parts.update(id) { entry throws(RoostError) in
            try entry.beginAssembly(from: parts)
        }
        var content: Digest?
        defer { try? self.parts.update(id) { entry throws(RoostError) in entry.endAssembly(content) } }
        if let known = assembly.content, try await renew(known) != nil {
            return StoredBlob(digest: known, size: assembly.size, isNew: false)
        }
        let file = try await join(assembly)
        do {
            let digest = try await hash(file, assembly)
            content = digest
            try await seal(id, digest)
            return try await publish(file, size: assembly.size, as: digest)
        } catch {
            if file.path != layout.parts(of: id).whole {
                _ = try? await onThread { () throws(FileFailure) in try FileSystem.remove(file.path) }
            }
            throw error
        }
    }

    /// One file with all parts in their order.
    ///
    /// Parts that are where they belong stay there; only those in files of their own are copied.
    private func join(_ assembly: Assembly) async throws -> OpenFile {
        let folder = layout.parts(of: assembly.id)
        let isInPlace = assembly.isInPlace
        let path = isInPlace ? folder.whole : layout.newIncoming()
        let file = try await onThread { () throws(FileFailure) in
            // It was read-only already when the server ended in the midst of this.
            if try FileSystem.status(of: path) != nil { try FileSystem.setPermissions(0o600, of: path) }
            return try OpenFile(path, for: .continuing)
        }
        for (part, offset) in assembly.places where part.offset == nil || !isInPlace {
            try Task.checkCancellation()
            try await checkRoom(for: part.size)
            let (source, start) = (part.offset == nil ? folder.path(of: part) : folder.whole, part.offset ?? 0)
            try await onThread { () throws(FileFailure) in
                try Self.copy(try OpenFile(source, for: .reading), from: start, part.size, to: file, at: offset)
            }
        }
        try await onThread { () throws(FileFailure) in try file.truncate(to: assembly.size) }
        return file
    }

    private static func copy(
        _ source: OpenFile,
        from start: Int64,
        _ size: Int64,
        to file: OpenFile,
        at offset: Int64
    ) throws(FileFailure) {
        var done: Int64 = 0
        while done < size {
            let count = min(size - done, Int64(BlobBody.pieceSize))
            let piece = try source.read(start + done..<start + done + count)
            // What the disk lost is found when the whole is hashed.
            guard piece.readableBytes > 0 else { return }
            try file.write([piece], at: offset + done)
            done += Int64(piece.readableBytes)
        }
    }

    /// The digest of the whole; parts that came before the server was started are held against theirs.
    private func hash(_ file: OpenFile, _ assembly: Assembly) async throws -> Digest {
        var whole = SHA256()
        for (part, start) in assembly.places {
            var own = SHA256()
            var offset = start
            while offset < start + part.size {
                try Task.checkCancellation()
                let range = offset..<min(start + part.size, offset + Int64(BlobBody.pieceSize))
                let (before, ownBefore) = (whole, assembly.isRestored ? own : nil)
                let (after, ownAfter, count) = try await onThread { () throws(FileFailure) in
                    var piece = Batch()
                    piece.append(try file.read(range))
                    return (piece.hashed(after: before), ownBefore.map(piece.hashed(after:)), piece.size)
                }
                guard count == range.count else { throw PartFailure.lost(part.number, of: assembly.id) }
                (whole, own, offset) = (after, ownAfter ?? own, range.upperBound)
            }
            guard !assembly.isRestored || Digest(bytes: own.finalize()) == part.digest else {
                throw PartFailure.lost(part.number, of: assembly.id)
            }
        }
        return Digest(bytes: whole.finalize())
    }

    /// Says what the parts became before the file gets that name, for from then on it must not be written to.
    private func seal(_ id: Identifier<Upload>, _ digest: Digest) async throws {
        let folder = layout.parts(of: id)
        try await onThread { () throws(FileFailure) in
            _ = try OpenFile(folder.seal(digest), for: .continuing)
            try OpenFile(folder.path, for: .folder).sync()
        }
    }
}
