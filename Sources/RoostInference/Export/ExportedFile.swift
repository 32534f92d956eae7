import Foundation
import RoostEntities
import RoostONNX

/// A file that is written beside its place and moved there whole.
struct ExportedFile {
    /// In bytes: what is written between two looks at the progress.
    private static let step = 4 << 20

    /// Where the file is to be.
    let url: URL
    private let replacing: Bool

    init(_ url: URL, replacing: Bool) {
        self.url = url
        self.replacing = replacing
    }

    /// - Throws: `alreadyExists` when something is there that must not be replaced.
    func check() throws(RoostError) {
        var status = stat()
        guard lstat(path, &status) == 0 else { return }
        guard status.st_mode & S_IFMT == S_IFREG else {
            throw RoostError(.alreadyExists, "\(quoted(path)) is no file; choose another --output")
        }
        guard replacing else {
            throw RoostError(.alreadyExists, "\(quoted(path)) is there already; choose another --output, or --force")
        }
    }

    /// Writes the pieces one after the other and moves the file to its place.
    ///
    /// - Parameters:
    ///   - pieces: what the file contains.
    ///   - progress: told how many bytes were written since the last time.
    /// - Throws: ``RoostError``; then nothing is left behind.
    func write(_ pieces: FilePieces, progress: (Int) -> Void) throws(RoostError) {
        let draft = url.deletingLastPathComponent()
            .appending(path: ".\(url.lastPathComponent.prefix(180)).part").path(percentEncoded: false)
        let descriptor = open(draft, O_WRONLY | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else { throw failure(errno) }
        defer { close(descriptor) }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            throw RoostError(.failedPrecondition, "\(quoted(path)) is being written by another process; wait for it")
        }
        do {
            guard ftruncate(descriptor, 0) == 0 else { throw failure(errno) }
            try pieces.forEach { try write($0, to: descriptor, progress: progress) }
            guard fsync(descriptor) == 0 else { throw failure(errno) }
            try check()
            guard rename(draft, path) == 0 else { throw failure(errno) }
        } catch {
            unlink(draft)
            throw (error as? RoostError) ?? RoostError(.internal, "cannot write \(quoted(path))", cause: error)
        }
    }

    private func write(
        _ bytes: UnsafeRawBufferPointer,
        to descriptor: CInt,
        progress: (Int) -> Void
    ) throws(RoostError) {
        var left = bytes
        while !left.isEmpty {
            let written = Foundation.write(descriptor, left.baseAddress, min(left.count, Self.step))
            guard written > 0 else {
                guard written < 0, errno == EINTR else { throw failure(errno) }
                continue
            }
            left = UnsafeRawBufferPointer(rebasing: left.dropFirst(written))
            progress(written)
        }
    }

    private var path: String { url.path(percentEncoded: false) }

    private func failure(_ code: CInt) -> RoostError {
        let reason = String(cString: strerror(code)).lowercased()
        let kind: RoostError.Code =
            switch code {
            case ENOENT, ENOTDIR: .notFound
            case EACCES, EPERM, EROFS, ELOOP: .permissionDenied
            case ENOSPC, EFBIG, EDQUOT: .tooLarge
            default: .unavailable
            }
        return RoostError(kind, "cannot write \(quoted(path)): \(reason)")
    }
}
