import RoostEntities

/// The errors of parted content that all stores have in common, worded once.
enum PartFailure {
    static func absent(_ id: Identifier<Upload>) -> RoostError {
        RoostError(.notFound, "there is no upload \(id) in parts, or it rested too long; begin another")
    }

    /// Who asks again a moment later is answered.
    static func busy(_ id: Identifier<Upload>) -> RoostError {
        RoostError(
            .unavailable,
            "parts of upload \(id) are still being taken in or put together; ask again in a moment"
        )
    }

    static func whole(_ id: Identifier<Upload>) -> RoostError {
        RoostError(.failedPrecondition, "upload \(id) was put together already; begin another to send more")
    }

    static func checkCount(of upload: PartedUpload) throws(RoostError) {
        guard (1...PartedUpload.mostParts).contains(upload.count) else {
            throw RoostError(
                .invalidArgument,
                "an upload has 1 to \(PartedUpload.mostParts) parts, not \(upload.count); send the file whole"
            )
        }
    }

    static func checkNumber(_ number: Int, of upload: PartedUpload) throws(RoostError) {
        guard number > 0, number <= upload.count else {
            throw RoostError(
                .invalidArgument,
                "upload \(upload.id) has the parts 1 to \(upload.count), none with the number \(number)"
            )
        }
    }

    /// - Throws: `invalidArgument` unless `parts` are all of the upload's, each once.
    static func checkNumbers(_ parts: [ContentPart], of upload: PartedUpload) throws(RoostError) {
        var seen: Set<Int> = []
        for part in parts {
            try checkNumber(part.number, of: upload)
            guard seen.insert(part.number).inserted else {
                throw RoostError(.invalidArgument, "part \(part.number) is named twice; name each part once")
            }
        }
        guard let missing = (0..<upload.count).first(where: { !seen.contains($0 + 1) }) else { return }
        throw RoostError(
            .invalidArgument,
            "upload \(upload.id) has \(upload.count) parts and \(seen.count) were named; send part \(missing + 1) too"
        )
    }

    /// - Throws: `invalidArgument` if the part did not come, or came last with another content.
    static func check(_ part: ContentPart, against digest: Digest?) throws(RoostError) {
        guard let digest else {
            throw RoostError(.invalidArgument, "part \(part.number) did not come; send it, then complete the upload")
        }
        guard digest == part.digest else {
            throw RoostError(
                .invalidArgument,
                "part \(part.number) has the ETag \"\(digest)\", not \"\(part.digest)\"; send it again"
            )
        }
    }

    static func checkSize(_ size: Int64, of number: Int, announced: Int64?) throws(RoostError) {
        guard let announced, announced != size else { return }
        throw RoostError(
            .corrupted,
            "part \(number) has \(size) bytes and \(announced) were announced; send it again"
        )
    }

    static func lost(_ number: Int, of id: Identifier<Upload>) -> RoostError {
        RoostError(
            .corrupted,
            "part \(number) of upload \(id) is not what it was before the server ended; send the file again"
        )
    }
}
