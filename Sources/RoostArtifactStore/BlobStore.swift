import Foundation
import NIOCore
import RoostEntities

/// Content, named by its SHA-256.
///
/// What a store has acknowledged survives a crash of the process and of the machine. Nothing is ever visible half:
/// content appears under its digest whole, checked and for good, or not at all. Any method may be called from any
/// number of tasks at once.
package protocol BlobStore: Sendable {
    /// Takes content in, in bounded memory.
    ///
    /// Content that the store has already is not stored twice; its age starts again (see ``StoredBlobInfo``). Without a
    /// digest whatever comes is taken. The limit is in bytes.
    ///
    /// - Throws: `corrupted` if the content is not what was expected, `tooLarge` above the limit, `unavailable` if there
    ///   is no room, and whatever `body` throws. Then nothing of the content stays.
    func put<Body: AsyncSequence & Sendable>(
        _ body: Body,
        expecting digest: Digest?,
        limit: Int64?
    ) async throws -> StoredBlob where Body.Element == ByteBuffer

    /// In bytes; `nil` when the store does not have the content.
    func size(of digest: Digest) async throws -> Int64?

    /// Starts the age of content again, so that no sweep takes it before a row names it.
    ///
    /// - Returns: its size in bytes; `nil` when the store does not have it.
    @discardableResult
    func renew(_ digest: Digest) async throws -> Int64?

    /// The bytes in `range`, or all of them.
    ///
    /// - Throws: `notFound`; `outOfRange` when the range does not lie within the content.
    func read(_ digest: Digest, range: Range<Int64>?) async throws -> BlobBody

    /// Forgets content, unless it was put or renewed after `moment`.
    ///
    /// - Returns: whether there is such content no more because of this call.
    @discardableResult
    func delete(_ digest: Digest, unlessRenewedSince moment: Timestamp?) async throws -> Bool

    /// Everything that is stored, in the order of the digests.
    ///
    /// What is put or deleted while the list is read may or may not be in it.
    func list() -> BlobListing

    /// The file that holds the content, for a store that keeps each in one; to be read, never to be changed.
    func localURL(of digest: Digest) async throws -> URL?

    /// How many bytes of an upload are safely here; 0 when none came yet.
    func partialSize(_ id: Identifier<Upload>) async throws -> Int64

    /// Takes in a further part of an upload.
    ///
    /// It begins exactly at ``partialSize(_:)``. What arrived before `body` threw, or before the task was cancelled,
    /// stays. The limit is for the upload as a whole, in bytes; a part that goes beyond leaves the upload as it was.
    ///
    /// - Returns: the size of the upload now.
    /// - Throws: `failedPrecondition` at a wrong offset or while another part is being taken in, `tooLarge`,
    ///   `unavailable`, and whatever `body` throws.
    func append<Body: AsyncSequence & Sendable>(
        _ body: Body,
        to id: Identifier<Upload>,
        at offset: Int64,
        limit: Int64
    ) async throws -> Int64 where Body.Element == ByteBuffer

    /// Makes an upload content of the store.
    ///
    /// - Throws: `corrupted` if it is not what was expected: the upload is then forgotten. `notFound` if no byte of it
    ///   is here and the digest is not that of nothing; `failedPrecondition` while a part is being taken in.
    func publish(_ id: Identifier<Upload>, expecting digest: Digest) async throws -> StoredBlob

    /// Forgets an upload, if there is one.
    ///
    /// - Throws: `failedPrecondition` while a part is being taken in.
    func discard(_ id: Identifier<Upload>) async throws

    /// Begins content that comes in parts.
    func begin(_ upload: PartedUpload) async throws

    /// `nil` when nothing is known of it.
    func parted(_ id: Identifier<Upload>) async throws -> PartedState?

    /// What has begun and was neither settled nor forgotten.
    func partedUploads() async throws -> [PartedProgress]

    /// Takes a part in, in bounded memory; one that came before with the same number is replaced once this one is whole.
    ///
    /// - Parameters:
    ///   - number: From 1.
    ///   - id: Of the upload.
    ///   - body: Pieces of the part.
    ///   - size: As announced, in bytes.
    ///   - limit: For all parts together, in bytes.
    /// - Returns: the digest of the part alone.
    /// - Throws: `notFound`, `invalidArgument` for a number that is none, `failedPrecondition` once the parts were put
    ///   together, `unavailable` while they are, `tooLarge`, and whatever `body` throws. Then nothing of the part stays.
    func putPart<Body: AsyncSequence & Sendable>(
        _ number: Int,
        of id: Identifier<Upload>,
        _ body: Body,
        size: Int64?,
        limit: Int64
    ) async throws -> Digest where Body.Element == ByteBuffer

    /// Makes the parts content of the store; asked again it answers the same.
    ///
    /// - Throws: `notFound`; `invalidArgument` unless `parts` are all that were announced and each is what came last;
    ///   `unavailable` while parts are being taken in or put together; `corrupted` for parts that a loss of power took.
    func assemble(_ id: Identifier<Upload>, from parts: [ContentPart]) async throws -> StoredBlob

    /// Remembers only that the content was taken up.
    func settle(_ id: Identifier<Upload>) async throws

    /// Forgets an upload in parts, if there is one.
    ///
    /// - Throws: `unavailable` while it is being put together.
    func discardParts(of id: Identifier<Upload>) async throws

    /// Forgets uploads, and what a crash left of others, that nothing was added to since `moment`.
    @discardableResult
    func sweep(before moment: Timestamp) async throws -> SweptBlobs
}

extension BlobStore {
    /// Takes in content that is in memory.
    package func put(_ bytes: some Sequence<UInt8>, expecting digest: Digest? = nil) async throws -> StoredBlob {
        try await put(SingleBuffer(ByteBuffer(bytes: bytes)), expecting: digest, limit: nil)
    }

    package func read(_ digest: Digest) async throws -> BlobBody {
        try await read(digest, range: nil)
    }

    @discardableResult
    package func delete(_ digest: Digest) async throws -> Bool {
        try await delete(digest, unlessRenewedSince: nil)
    }
}
