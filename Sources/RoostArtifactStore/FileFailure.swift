import RoostEntities

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// A system call on a file that failed.
struct FileFailure: Error {
    /// What was tried, as a verb.
    let action: String
    let path: String
    /// An `errno`.
    let number: Int32

    /// What `call` returns, called again when a signal interrupted it.
    @discardableResult
    static func check<Value: SignedInteger>(
        _ action: String,
        _ path: String,
        _ call: () -> Value
    ) throws(FileFailure) -> Value {
        while true {
            let value = call()
            if value != -1 { return value }
            let number = errno
            guard number == EINTR else { throw FileFailure(action: action, path: path, number: number) }
        }
    }

    var isAbsent: Bool { number == ENOENT }
    var isPresent: Bool { number == EEXIST || number == ENOTEMPTY }
    /// Whether a hard link cannot be here, though a copy may.
    var forbidsLink: Bool { [EXDEV, EMLINK, EPERM, ENOTSUP, EOPNOTSUPP, ENOSYS].contains(number) }

    /// For those who asked the store.
    var roostError: RoostError {
        let reason = "cannot \(action) \(quoted(path)): \(String(cString: strerror(number)))"
        switch number {
        case ENOSPC, EDQUOT:
            return RoostError(.unavailable, "\(reason); make room on that disk, then try again", cause: self)
        case EMFILE, ENFILE:
            return RoostError(.unavailable, "\(reason); raise the limit of open files (ulimit -n)", cause: self)
        case EIO, EROFS, ENOMEM, EAGAIN, EBUSY:
            return RoostError(.unavailable, "\(reason); see what is the matter with that disk", cause: self)
        case EACCES, EPERM:
            return RoostError(.unavailable, "\(reason); give the server's user the right to it", cause: self)
        default:
            return RoostError(.internal, reason, cause: self)
        }
    }
}
