import Foundation
import RoostEntities

/// A regular file that is read at offsets.
///
/// A class, since the descriptor is closed once.
final class InputFile: Sendable {
    let size: Int
    private let name: String
    private let descriptor: Int32

    /// - Throws: `notFound`, `permissionDenied`, or `invalidArgument` for what is no regular file.
    init(_ url: URL) throws(RoostError) {
        let path = url.path(percentEncoded: false)
        name = quoted(url.lastPathComponent)
        // Opened without waiting, so that a pipe cannot hold the import up.
        descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else {
            let missing = errno == ENOENT || errno == ENOTDIR
            throw RoostError(
                missing ? .notFound : .permissionDenied,
                missing ? "there is no file \(quoted(path))" : "cannot read \(quoted(path)); check who may read it"
            )
        }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            close(descriptor)
            throw RoostError(.invalidArgument, "\(quoted(path)) is not a file; name a regular file")
        }
        size = Int(status.st_size)
    }

    deinit {
        close(descriptor)
    }

    /// Up to `count` bytes from `offset` on; none at the end.
    func read(at offset: Int, count: Int) throws(RoostError) -> [UInt8] {
        var result = 0
        let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            repeat {
                result = pread(descriptor, buffer.baseAddress, count, off_t(offset))
            } while result < 0 && errno == EINTR
            filled = max(0, result)
        }
        guard result >= 0 else {
            throw RoostError(.unavailable, "\(name) cannot be read at byte \(offset); check the disk")
        }
        return bytes
    }

    /// The whole content of a small file.
    ///
    /// - Parameters:
    ///   - url: of a regular file.
    ///   - limit: in bytes.
    /// - Returns: everything in it.
    /// - Throws: `tooLarge` beyond the limit.
    static func bytes(of url: URL, limit: Int) throws(RoostError) -> [UInt8] {
        let file = try InputFile(url)
        var bytes: [UInt8] = []
        while bytes.count <= limit {
            let piece = try file.read(at: bytes.count, count: min(1 << 20, max(1, file.size - bytes.count + 1)))
            guard !piece.isEmpty else { return bytes }
            bytes += piece
        }
        throw RoostError(.tooLarge, "\(quoted(url.lastPathComponent)) has more than \(limit) bytes; split it")
    }

    /// The whole content of a small file of UTF-8 text, without the mark that some editors put first.
    static func text(of url: URL, limit: Int) throws(RoostError) -> String {
        let bytes = try bytes(of: url, limit: limit)
        let start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        guard let text = String(validating: bytes[start...], as: UTF8.self) else {
            throw RoostError(.corrupted, "\(quoted(url.lastPathComponent)) is not UTF-8 text; save it as UTF-8")
        }
        return text
    }
}
