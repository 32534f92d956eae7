import CFiles
import NIOCore
import RoostEntities

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// A file or folder that is open, and closed when nobody holds it any more.
///
/// A class, because a descriptor must be closed once. Its methods block: call them on threads that may.
final class OpenFile: Sendable {
    enum Purpose {
        case reading
        /// A new file; it must not exist.
        case creating
        /// A new file that nobody but its maker ever writes; it must not exist.
        case creatingReadOnly
        /// A file to go on with; it is made if it does not exist.
        case continuing
        case folder

        fileprivate var permissions: mode_t { self == .creatingReadOnly ? 0o444 : 0o600 }

        fileprivate var flags: Int32 {
            switch self {
            case .reading: O_RDONLY | O_NOFOLLOW
            case .creating, .creatingReadOnly: O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW
            case .continuing: O_RDWR | O_CREAT | O_NOFOLLOW
            case .folder: O_RDONLY | O_DIRECTORY
            }
        }
    }

    let path: String
    private let descriptor: Int32

    /// - Throws: ``FileFailure``.
    init(_ path: String, for purpose: Purpose) throws(FileFailure) {
        self.path = path
        descriptor = try FileFailure.check("open", path) { open(path, purpose.flags | O_CLOEXEC, purpose.permissions) }
    }

    deinit {
        close(descriptor)
    }

    /// What the file system knows of the file.
    func status() throws(FileFailure) -> FileStatus {
        var status = stat()
        try FileFailure.check("examine", path) { fstat(descriptor, &status) }
        return FileStatus(status)
    }

    func write(_ pieces: [ByteBuffer], at offset: Int64) throws(FileFailure) {
        var offset = offset
        for piece in pieces {
            try piece.withUnsafeReadableBytes { bytes throws(FileFailure) in
                try write(bytes, at: offset)
            }
            offset += Int64(piece.readableBytes)
        }
    }

    private func write(_ bytes: UnsafeRawBufferPointer, at offset: Int64) throws(FileFailure) {
        var done = 0
        while done < bytes.count {
            let rest = UnsafeRawBufferPointer(rebasing: bytes[done...])
            done += try FileFailure.check("write", path) {
                pwrite(descriptor, rest.baseAddress, rest.count, off_t(offset) + off_t(done))
            }
        }
    }

    /// The bytes in `range`, fewer where the file ends before.
    func read(_ range: Range<Int64>) throws(FileFailure) -> ByteBuffer {
        var buffer = ByteBufferAllocator().buffer(capacity: range.count)
        while buffer.readableBytes < range.count {
            let offset = off_t(range.lowerBound) + off_t(buffer.readableBytes)
            let count = range.count - buffer.readableBytes
            let got = try buffer.writeWithUnsafeMutableBytes(minimumWritableBytes: count) {
                bytes throws(FileFailure) in
                try FileFailure.check("read", path) { pread(descriptor, bytes.baseAddress, count, offset) }
            }
            guard got > 0 else { break }
        }
        return buffer
    }

    /// Makes this empty file share the bytes of another, where the file system can.
    ///
    /// - Returns: whether it could.
    func clone(_ other: OpenFile) -> Bool {
        roost_clone(descriptor, other.descriptor) == 0
    }

    func truncate(to size: Int64) throws(FileFailure) {
        try FileFailure.check("shorten", path) { ftruncate(descriptor, off_t(size)) }
    }

    /// Takes away everybody's right to write, for good.
    func makeReadOnly() throws(FileFailure) {
        try FileFailure.check("protect", path) { fchmod(descriptor, 0o444) }
    }

    /// Returns when everything written so far would survive a loss of power.
    func sync() throws(FileFailure) {
        #if canImport(Darwin)
        if fcntl(descriptor, F_FULLFSYNC) == 0 { return }
        #endif
        try FileFailure.check("flush", path) { fsync(descriptor) }
    }

    /// Does what ``sync()`` does, but for when the file was changed and by whom.
    func syncContent() throws(FileFailure) {
        #if canImport(Darwin)
        try sync()
        #else
        try FileFailure.check("flush", path) { fdatasync(descriptor) }
        #endif
    }

    /// Does what ``sync()`` does for all files and folders of the file system that this one is on.
    ///
    /// - Throws: where the system offers no such thing, too.
    func syncFileSystem() throws(FileFailure) {
        try FileFailure.check("flush the disk of", path) { roost_sync_file_system(descriptor) }
    }

    /// Lets the system begin to write `range` to the disk, so that a later ``sync()`` has less to wait for.
    func startWriting(_ range: Range<Int64>) {
        _ = roost_start_writing(descriptor, range.lowerBound, Int64(range.count))
    }

    /// Bytes that are left on the disk for this user.
    func freeSpace() throws(FileFailure) -> Int64 {
        var status = statvfs()
        try FileFailure.check("examine the disk of", path) { fstatvfs(descriptor, &status) }
        let (bytes, overflow) = Int64(clamping: status.f_bavail).multipliedReportingOverflow(
            by: Int64(clamping: status.f_frsize)
        )
        return overflow ? .max : bytes
    }
}
