import Foundation
import NIOCore

/// An open file descriptor that closes itself.
///
/// A class, because only one owner may close a descriptor. Its calls block: make them on ``BlockingThreads``.
package final class OpenFile: Sendable {
    package let path: String
    package let size: Int64
    /// Permissions, such as `0o600`.
    let mode: UInt32
    private let descriptor: CInt

    /// - Throws: `notFound` or `permissionDenied`, naming the file; `invalidArgument` if it is no regular file.
    package convenience init(reading url: URL) throws(RoostError) {
        try self.init(url, flags: O_RDONLY, mode: 0)
    }

    /// Opens `url` to be written, made if missing, for nobody else to write meanwhile.
    convenience init(writing url: URL, mode: mode_t = 0o666) throws(RoostError) {
        try self.init(url, flags: O_RDWR | O_CREAT | O_NOFOLLOW, mode: mode)
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            throw RoostError(.failedPrecondition, "\(path) is being written by another process; wait for it to end")
        }
    }

    private init(_ url: URL, flags: CInt, mode permissions: mode_t) throws(RoostError) {
        path = url.path(percentEncoded: false)
        // O_NONBLOCK: opening a pipe that nobody writes must not wait for ever.
        descriptor = open(path, flags | O_CLOEXEC | O_NONBLOCK, permissions)
        guard descriptor >= 0 else { throw Self.failure(errno, "open", path) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else {
            let code = errno
            close(descriptor)
            throw Self.failure(code, "open", path)
        }
        guard status.st_mode & S_IFMT == S_IFREG else {
            close(descriptor)
            throw RoostError(.invalidArgument, "\(path) is not a file; name a regular file")
        }
        size = Int64(status.st_size)
        mode = UInt32(status.st_mode) & 0o7777
    }

    deinit {
        close(descriptor)
    }

    /// `count` bytes at `offset`, fewer only at the end of the file.
    package func read(at offset: Int64, count: Int) throws(RoostError) -> ByteBuffer {
        var buffer = ByteBufferAllocator().buffer(capacity: count)
        while buffer.readableBytes < count {
            let wanted = count - buffer.readableBytes
            let position = offset + Int64(buffer.readableBytes)
            let got = buffer.writeWithUnsafeMutableBytes(minimumWritableBytes: wanted) { bytes in
                // An error is negative and must not move the writer.
                max(0, pread(descriptor, bytes.baseAddress, wanted, off_t(position)))
            }
            guard got > 0 else { break }
        }
        return buffer
    }

    func write(_ buffer: ByteBuffer, at offset: Int64) throws(RoostError) {
        var written = 0
        while written < buffer.readableBytes {
            let result = buffer.withUnsafeReadableBytes { bytes in
                pwrite(
                    descriptor,
                    bytes.baseAddress?.advanced(by: written),
                    bytes.count - written,
                    off_t(offset) + off_t(written)
                )
            }
            guard result > 0 || (result < 0 && errno == EINTR) else { throw Self.failure(errno, "write", path) }
            written += max(0, result)
        }
    }

    func truncate(to size: Int64) throws(RoostError) {
        guard ftruncate(descriptor, off_t(size)) == 0 else { throw Self.failure(errno, "write", path) }
    }

    static func failure(_ code: CInt, _ verb: String, _ path: String) -> RoostError {
        let reason = String(cString: strerror(code)).lowercased()
        let kind: RoostError.Code =
            switch code {
            case ENOENT, ENOTDIR: .notFound
            case EACCES, EPERM, EROFS: .permissionDenied
            case ENOSPC, EFBIG, EDQUOT: .tooLarge
            default: .unavailable
            }
        return RoostError(kind, "cannot \(verb) \(quoted(path)): \(reason)")
    }
}
