import Foundation
import RoostEntities

/// A small JSON file that only its owner can read, replaced as a whole or not at all.
enum PrivateFile {
    static func write(_ value: some Encodable, to url: URL) throws(RoostError) {
        let new = url.appendingPathExtension("new")
        do {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
            try write(try encoder.encode(value) + Data("\n".utf8), to: new.path)
            guard rename(new.path, url.path) == 0 else { throw POSIXError(.EIO) }
        } catch {
            throw RoostError(
                .unavailable,
                "\(quoted(url.path)) cannot be written; check who owns the folder and whether the disk is full",
                cause: error
            )
        }
    }

    static func read<Value: Decodable>(_ type: Value.Type, from url: URL) -> Value? {
        guard let data = try? Data(contentsOf: url) else { return nil }
        return try? JSONDecoder().decode(type, from: data)
    }

    /// The file has its mode before it has its content.
    private static func write(_ data: Data, to path: String) throws {
        unlink(path)
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw POSIXError(.EACCES) }
        let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        try handle.write(contentsOf: data)
        try handle.synchronize()
    }
}
