import NIOCore
import RoostEntities
import Synchronization

extension Publisher {
    /// Gives content that is safe in the journal its file; leaves nothing when it throws.
    ///
    /// It blocks: to be called on a thread that may.
    ///
    /// - Returns: whether the store did not have the content before.
    func place(_ content: Batch, as digest: Digest) throws(FileFailure) -> Bool {
        let path = layout.path(of: digest)
        return try unsafe.withLock { unsafe throws(FileFailure) in
            // What somebody else named and could not flush is in the journal now.
            unsafe.remove(path)
            guard let file = try newFile(of: digest, unsafe: &unsafe) else {
                _ = try FileSystem.touch(path)
                return false
            }
            do throws(FileFailure) {
                try file.write(content.pieces, at: 0)
            } catch {
                _ = try? FileSystem.remove(path)
                throw error
            }
            return true
        }
    }

    /// The file of this digest, empty; `nil` when there is one.
    private func newFile(of digest: Digest, unsafe: inout Set<String>) throws(FileFailure) -> OpenFile? {
        let path = layout.path(of: digest)
        do throws(FileFailure) {
            return try OpenFile(path, for: .creatingReadOnly)
        } catch  where error.isPresent {
            return nil
        } catch  where error.isAbsent {
            for step in layout.way(to: digest).dropLast() where try FileSystem.makeFolder(step.path) {
                unsafe.insert(step.path)
            }
        }
        return try OpenFile(path, for: .creatingReadOnly)
    }

    /// Whether the file of this digest has this content.
    func has(_ content: ByteBuffer, as digest: Digest) throws(FileFailure) -> Bool {
        let path = layout.path(of: digest)
        guard let status = try FileSystem.status(of: path), status.isRegular,
            status.size == Int64(content.readableBytes)
        else { return false }
        return try OpenFile(path, for: .reading).read(0..<status.size) == content
    }

    /// Makes the file of this digest anew, whatever is there.
    func replace(_ content: ByteBuffer, as digest: Digest) throws(FileFailure) {
        let source = layout.newIncoming()
        let file = try OpenFile(source, for: .creatingReadOnly)
        do throws(FileFailure) {
            try file.write([content], at: 0)
            try file.sync()
            for step in layout.way(to: digest).dropLast() { try FileSystem.makeFolder(step.path) }
            try FileSystem.move(source, to: layout.path(of: digest))
        } catch {
            _ = try? FileSystem.remove(source)
            throw error
        }
    }

    /// Returns when all that has a name by now, and the files of these digests above all, would survive a loss of power.
    func flush(_ digests: [Digest]) throws(FileFailure) {
        let named = unsafe.withLock { $0 }
        do throws(FileFailure) {
            try root.syncFileSystem()
        } catch {
            try flushEach(digests)
        }
        unsafe.withLock { $0.subtract(named) }
    }

    /// Where the system cannot flush all at once.
    private func flushEach(_ digests: [Digest]) throws(FileFailure) {
        var folders: Set<String> = []
        for digest in digests where try FileSystem.status(of: layout.path(of: digest)) != nil {
            try OpenFile(layout.path(of: digest), for: .reading).sync()
            folders.formUnion(layout.way(to: digest).map(\.parent))
        }
        for folder in folders { try OpenFile(folder, for: .folder).sync() }
    }
}
