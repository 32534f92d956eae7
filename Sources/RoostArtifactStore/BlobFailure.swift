import RoostEntities

/// The errors that all stores have in common, worded once.
enum BlobFailure {
    static func absent(_ digest: Digest) -> RoostError {
        RoostError(.notFound, "no content with the digest \(digest) is in the store; upload it first")
    }

    static func absent(_ id: Identifier<Upload>) -> RoostError {
        RoostError(.notFound, "no byte of upload \(id) is here; begin it again")
    }

    static func busy(_ id: Identifier<Upload>) -> RoostError {
        RoostError(
            .failedPrecondition,
            "another part of upload \(id) is being taken in; wait for its end, then ask how much was received"
        )
    }

    static func checkOffset(_ offset: Int64, of id: Identifier<Upload>, size: Int64) throws(RoostError) {
        guard offset == size else {
            throw RoostError(.failedPrecondition, "upload \(id) goes on at byte \(size), not at \(offset)")
        }
    }

    static func checkLimit(_ size: Int64, limit: Int64?) throws(RoostError) {
        if let limit, size > limit {
            throw RoostError(.tooLarge, "the content has more than the \(limit) bytes that are allowed here")
        }
    }

    static func check(_ digest: Digest, against expected: Digest?, size: Int64) throws(RoostError) {
        if let expected, expected != digest {
            throw RoostError(
                .corrupted,
                "the \(size) bytes that came have the digest \(digest), not \(expected); nothing was stored, send them again"
            )
        }
    }

    static func contained(_ range: Range<Int64>?, in size: Int64) throws(RoostError) -> Range<Int64> {
        let range = range ?? 0..<size
        guard range.lowerBound >= 0, range.upperBound <= size else {
            throw RoostError(
                .outOfRange,
                "bytes \(range.lowerBound)..<\(range.upperBound) do not lie within the content, which has \(size)"
            )
        }
        return range
    }
}
