import RoostArtifactStore
import RoostEntities

struct DigestsJSON: Decodable {
    let digests: [Digest]
}

struct MissingBlobsJSON: Encodable {
    let missing: [Digest]
}

struct StoredBlobJSON: Encodable {
    let digest: Digest
    let size: Int64

    init(_ blob: StoredBlob) {
        digest = blob.digest
        size = blob.size
    }
}

struct NewUploadJSON: Decodable {
    let digest: Digest
    /// In bytes; never negative, and no content is so large that it could not be counted in 63 bits.
    let size: UInt64
}
