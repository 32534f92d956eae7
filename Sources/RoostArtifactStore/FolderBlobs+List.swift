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
        let first = last.map { String($0.text.prefix(2)) } ?? ""
        var page: [StoredBlobInfo] = []
        for name in try FileSystem.names(in: layout.contents) where name >= first {
            try append(folder: "\(layout.contents)/\(name)", after: last, to: &page)
            if page.count >= Self.pageSize { break }
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
