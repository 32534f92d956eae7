import Foundation
import RoostEntities

/// Keeps a second server off a home.
///
/// The lock ends with the process, however that ends.
struct HomeLock: ~Copyable {
    private let descriptor: Int32

    /// - Throws: `unavailable` naming the process that has the home.
    init(_ home: HomeFolder) throws(RoostError) {
        let descriptor = open(home.lock.path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw RoostError(
                .unavailable,
                "\(quoted(home.lock.path)) cannot be opened: \(String(cString: strerror(errno)))"
            )
        }
        do throws(RoostError) {
            try Self.take(descriptor, of: home)
        } catch {
            close(descriptor)
            throw error
        }
        self.descriptor = descriptor
    }

    deinit {
        close(descriptor)
    }

    /// What `body` gives, done while nobody else can have the home.
    borrowing func held<Value>(_ body: () async throws -> Value) async rethrows -> Value {
        try await body()
    }

    private static func take(_ descriptor: Int32, of home: HomeFolder) throws(RoostError) {
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            throw RoostError(
                .unavailable,
                "another server\(holder(descriptor)) has the home \(quoted(home.url.path)); "
                    + "use that one, stop it, or choose another home with --home"
            )
        }
        let line = Array("\(getpid())\n".utf8)
        guard ftruncate(descriptor, 0) == 0, pwrite(descriptor, line, line.count, 0) == line.count else {
            throw RoostError(.unavailable, "\(quoted(home.lock.path)) cannot be written; is the disk full?")
        }
    }

    private static func holder(_ descriptor: Int32) -> String {
        var bytes = [UInt8](repeating: 0, count: 16)
        let count = pread(descriptor, &bytes, bytes.count, 0)
        let digits = String(decoding: bytes.prefix(max(0, count)).prefix { $0 != 0x0A }, as: UTF8.self)
        return Int32(digits).map { " (process \($0))" } ?? ""
    }
}
