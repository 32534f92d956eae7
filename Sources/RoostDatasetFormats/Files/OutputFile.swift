import Foundation
import RoostEntities

/// A file that is written from front to back.
///
/// A class, since the descriptor is closed once; whoever has it writes alone.
final class OutputFile {
    private let url: URL
    private let descriptor: Int32
    private var pending: [UInt8] = []
    private(set) var isEmpty = true

    /// Makes the file, with the folders on the way to it.
    init(_ url: URL) throws(RoostError) {
        self.url = url
        let folder = url.deletingLastPathComponent()
        try? FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        descriptor = open(url.path(percentEncoded: false), O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o666)
        guard descriptor >= 0 else { throw Self.failure(url) }
    }

    deinit {
        close(descriptor)
    }

    func write(_ bytes: some Sequence<UInt8>) throws(RoostError) {
        pending += bytes
        isEmpty = false
        if pending.count >= 1 << 18 { try flush() }
    }

    func write(_ text: String) throws(RoostError) {
        try write(text.utf8)
    }

    /// Adds what is in another file.
    func append(_ other: URL) throws(RoostError) {
        let file = try InputFile(other)
        var offset = 0
        while true {
            let piece = try file.read(at: offset, count: 1 << 20)
            guard !piece.isEmpty else { return }
            try write(piece)
            offset += piece.count
        }
    }

    /// Hands everything to the system; must come last.
    func flush() throws(RoostError) {
        var start = 0
        while start < pending.count {
            let written = pending[start...].withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
            guard written > 0 || errno == EINTR else { throw Self.failure(url) }
            start += max(0, written)
        }
        pending.removeAll(keepingCapacity: true)
    }

    /// Writes a small file whole.
    static func write(_ bytes: some Sequence<UInt8>, to url: URL) throws(RoostError) {
        let file = try OutputFile(url)
        try file.write(bytes)
        try file.flush()
    }

    private static func failure(_ url: URL) -> RoostError {
        RoostError(
            errno == ENOSPC ? .unavailable : .permissionDenied,
            "cannot write \(quoted(url.path(percentEncoded: false))): \(String(cString: strerror(errno)))"
        )
    }
}
