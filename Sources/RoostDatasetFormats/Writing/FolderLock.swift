import Foundation
import RoostEntities

/// Keeps two processes from writing one folder.
///
/// A class, since the lock is held until nobody has it any more.
final class FolderLock: Sendable {
    let url: URL
    private let descriptor: Int32

    /// - Throws: `failedPrecondition` when another holds it.
    init(_ url: URL) throws(RoostError) {
        self.url = url
        let path = url.path(percentEncoded: false)
        descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o666)
        guard descriptor >= 0 else {
            throw RoostError(.permissionDenied, "cannot write \(quoted(path)): \(String(cString: strerror(errno)))")
        }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            close(descriptor)
            throw RoostError(
                .failedPrecondition,
                "another export is writing beside \(quoted(path)); wait for it to end, or name another folder"
            )
        }
    }

    deinit {
        close(descriptor)
    }
}
