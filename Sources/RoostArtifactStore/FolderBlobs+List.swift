import RoostEntities

extension FolderBlobs {
    package func list() -> BlobListing {
        BlobListing { after in
            try await onThread { () throws(FileFailure) in try page(after: after) }
        }
    }

    /// How many lines a page has before it may end; it always ends with a whole folder.
    private static let pageSize = 1000

    private func page(after last: Digest?) throws(FileFailure) -> [StoredBlobInfo] {
        let lastOuter = last.map { String($0.text.prefix(2)) } ?? ""
        let lastInner = last.map { String($0.text.dropFirst(2).prefix(2)) } ?? ""
        var page: [StoredBlobInfo] = []
        for outer in try FileSystem.names(in: layout.contents) where outer >= lastOuter {
            let inners = try FileSystem.names(in: "\(layout.contents)/\(outer)")
            for inner in inners where outer > lastOuter || inner >= lastInner {
                try append(folder: "\(layout.contents)/\(outer)/\(inner)", after: last, to: &page)
                if page.count >= Self.pageSize { return page }
            }
        }
        return page
    }

    private func append(
        folder: String,
        after last: Digest?,
        to page: inout [StoredBlobInfo]
    ) throws(FileFailure) {
        for digest in try FileSystem.names(in: folder).compactMap({ try? Digest($0) })
        where last.map({ digest > $0 }) ?? true {
            guard let status = try publisher.status(of: digest), status.isRegular else { continue }
            page.append(StoredBlobInfo(digest: digest, size: status.size, modifiedAt: status.modifiedAt))
        }
    }
}
