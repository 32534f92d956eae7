import Foundation

/// A lock that other programs on this machine respect, held until this value is gone.
///
/// A class, because the lock ends with its one descriptor.
final class FileLock: Sendable {
    private let descriptor: Int32

    /// - Returns: `nil` while somebody else holds it.
    /// - Throws: if the lock's file cannot be opened.
    init?(_ file: URL) throws(HubError) {
        descriptor = open(file.path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else {
            throw HubError(.unavailable, "cannot open \(quoted(file.path)): \(String(cString: strerror(errno)))")
        }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else { return nil }
    }

    deinit {
        close(descriptor)
    }
}
