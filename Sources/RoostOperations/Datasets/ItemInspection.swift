import NIOCore
import RoostArtifactStore
import RoostEntities

/// Looks at the headers of items to be.
struct ItemInspection: Sendable {
    /// Enough for the header of almost any image.
    private static let prefix: Int64 = 256 << 10
    /// The largest file that is read as a whole when its header is not in the first bytes.
    private static let largest: Int64 = 64 << 20

    let blobs: any BlobStore
    let read: ImageInspection.Reader

    /// - Throws: `invalidArgument` with the item's path when the content is no image.
    func inspect(_ item: Item.Draft, size: Int64) async throws -> ImageInspection {
        do {
            let head = try await bytes(of: item.digest, upTo: min(size, Self.prefix))
            if let found = try? read(head) { return found }
            guard size <= Self.prefix else {
                guard size <= Self.largest else { return try read(head) }
                return try read(try await bytes(of: item.digest, upTo: size))
            }
            return try read(head)
        } catch let error as RoostError where error.code == .unavailable || error.code == .corrupted {
            throw error
        } catch is CancellationError {
            throw CancellationError()
        } catch {
            throw RoostError(
                .invalidArgument,
                "item \(quoted(item.path.text)) is no image that can be read (\(error)); leave it out",
                cause: error
            )
        }
    }

    private func bytes(of digest: Digest, upTo count: Int64) async throws -> [UInt8] {
        let body = try await blobs.read(digest, range: 0..<count)
        return Array(buffer: try await body.collect(upTo: Int(Self.largest)))
    }
}
