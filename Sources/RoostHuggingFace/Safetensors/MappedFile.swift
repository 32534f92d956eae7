#if canImport(Darwin)
import Darwin
#else
import Glibc
#endif

/// A file mapped into memory for reading.
///
/// A class because the mapping has one owner and must be undone exactly once, when the last user lets go.
///
/// Whoever takes ``bytes`` out keeps the file with `withExtendedLifetime` while it uses them: the optimiser lets an object
/// go after its last use by name.
///
/// Invariant: `bytes` is valid and never written through from `init` to `deinit`, so threads may share it. Whoever
/// rewrites or truncates the file in place breaks that; Roost stores weights content-addressed and immutable.
package final class MappedFile: @unchecked Sendable {
    /// The last component of the path, as messages and the ONNX graph call the file.
    package let name: String
    package let bytes: UnsafeRawBufferPointer

    /// Maps a regular file, following symbolic links (the hub's cache is made of them).
    package init(path: String, name: String) throws(HuggingFaceError) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw Self.unreadable(name, code: errno) }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw Self.unreadable(name, code: errno) }
        guard status.st_mode & S_IFMT == S_IFREG else {
            throw HuggingFaceError(.invalid, "\(name): is no regular file")
        }
        self.name = name
        let size = Int(status.st_size)
        guard size > 0 else {
            bytes = UnsafeRawBufferPointer(start: nil, count: 0)
            return
        }
        guard let address = mmap(nil, size, PROT_READ, MAP_PRIVATE, descriptor, 0), address != MAP_FAILED else {
            throw Self.unreadable(name, code: errno)
        }
        bytes = UnsafeRawBufferPointer(start: address, count: size)
    }

    deinit {
        guard let address = bytes.baseAddress else { return }
        munmap(UnsafeMutableRawPointer(mutating: address), bytes.count)
    }

    private static func unreadable(_ name: String, code: Int32) -> HuggingFaceError {
        let reason = String(cString: strerror(code))
        return HuggingFaceError(code == ENOENT ? .missing : .unreadable, "\(name): cannot be read: \(reason)")
    }
}
