import NIOCore
import RoostEntities
import RoostThreads
import Synchronization

/// Gives finished content its name, for good.
///
/// The bytes are made safe first, then the name is given, then the name is made safe, then the answer goes out; a name
/// that is not safe yet is hidden from everybody. Many threads do this at a time, because a file system flushes for all
/// who ask together at the price of one.
///
/// A class, because all who put share what is known of the names.
final class Publisher: Sendable {
    private static let threadCount = 32

    let layout: BlobLayout
    let root: OpenFile
    /// Where content is published.
    let threads = BlockingThreads(label: "roost.blobs.flush", count: threadCount)
    /// Files and folders that have their names but might lose them with the power.
    ///
    /// Locked while a name is given, renewed or taken away.
    let unsafe = Mutex(Set<String>())

    init(layout: BlobLayout, root: OpenFile) {
        self.layout = layout
        self.root = root
    }

    /// Stores what is in memory; leaves nothing when it throws.
    ///
    /// It blocks: to be called on ``threads``.
    func publish(_ content: Batch, as digest: Digest) throws(FileFailure) -> StoredBlob {
        let size = Int64(content.size)
        guard try !renew(digest) else { return StoredBlob(digest: digest, size: size, isNew: false) }
        let source = layout.newIncoming()
        let file = try OpenFile(source, for: .creating)
        defer { _ = try? FileSystem.remove(source) }
        try file.write(content.pieces, at: 0)
        return StoredBlob(digest: digest, size: size, isNew: try publish(file, as: digest))
    }

    /// Stores what is in a file; the file is gone afterwards, unless this throws.
    func publish(_ file: OpenFile, size: Int64, as digest: Digest) async throws(FileFailure) -> StoredBlob {
        try await threads.run { [self] () throws(FileFailure) in
            let isNew = try publish(file, as: digest)
            try FileSystem.remove(file.path)
            return StoredBlob(digest: digest, size: size, isNew: isNew)
        }
    }

    /// - Returns: whether the store did not have the content before.
    private func publish(_ file: OpenFile, as digest: Digest) throws(FileFailure) -> Bool {
        try file.makeReadOnly()
        try file.sync()
        let way = layout.way(to: digest)
        let (isNew, pending) = try unsafe.withLock { unsafe throws(FileFailure) in
            for step in way.dropLast() where try FileSystem.makeFolder(step.path) { unsafe.insert(step.path) }
            let isNew = try name(file, as: layout.path(of: digest), unsafe: &unsafe)
            return (isNew, way.filter { unsafe.contains($0.path) })
        }
        try flush(pending)
        return isNew
    }

    private func name(_ file: OpenFile, as path: String, unsafe: inout Set<String>) throws(FileFailure) -> Bool {
        guard try !FileSystem.touch(path) else { return false }
        try FileSystem.link(file.path, as: path)
        unsafe.insert(path)
        return true
    }

    /// Makes names safe; one that cannot be stays hidden until somebody who puts the same content can.
    private func flush(_ steps: [BlobLayout.Step]) throws(FileFailure) {
        for step in steps {
            try OpenFile(step.parent, for: .folder).sync()
            unsafe.withLock { _ = $0.remove(step.path) }
        }
    }

    /// Starts the age of stored content again.
    ///
    /// - Returns: whether it is there.
    func renew(_ digest: Digest) throws(FileFailure) -> Bool {
        let path = layout.path(of: digest)
        return try unsafe.withLock { unsafe throws(FileFailure) in
            guard !unsafe.contains(path) else { return false }
            return try FileSystem.touch(path)
        }
    }

    func remove(_ digest: Digest, unlessRenewedSince moment: Timestamp?) throws(FileFailure) -> Bool {
        let path = layout.path(of: digest)
        return try unsafe.withLock { _ throws(FileFailure) in
            guard let status = try FileSystem.status(of: path) else { return false }
            if let moment, status.modifiedAt >= moment { return false }
            return try FileSystem.remove(path)
        }
    }

    /// What the file system knows of stored content; `nil` when there is none, or it might lose its name with the power.
    func status(of digest: Digest) throws(FileFailure) -> FileStatus? {
        let path = layout.path(of: digest)
        return try unsafe.withLock { unsafe throws(FileFailure) in
            unsafe.contains(path) ? nil : try FileSystem.status(of: path)
        }
    }

    /// Whether content might lose its name with the power; to be asked after it was seen there.
    func isHidden(_ digest: Digest) -> Bool {
        unsafe.withLock { $0.contains(layout.path(of: digest)) }
    }
}
