import Foundation
import RoostAdapters
import RoostEntities

/// Reads images from the local disk, whole and bounded.
enum LocalFile {
    /// In bytes; no image is larger.
    static let limit = 256 << 20

    static func read(_ url: URL) throws -> ItemContent {
        let name = url.lastPathComponent
        let handle: FileHandle
        do {
            handle = try FileHandle(forReadingFrom: url)
        } catch {
            throw RoostError(.notFound, "\(quoted(url.path)) cannot be read; is the path right?", cause: error)
        }
        defer { try? handle.close() }
        let data = try handle.read(upToCount: limit + 1) ?? Data()
        guard data.count <= limit else {
            throw RoostError(.tooLarge, "\(quoted(name)) has more than \(limit >> 20) MiB; is it an image?")
        }
        return ItemContent(name: name, bytes: Array(data))
    }
}
