import Foundation

extension Roost {
    public func items(
        of dataset: Dataset.Name,
        subset: Subset? = nil,
        page: PageRequest = .first
    ) async throws -> Page<Item> {
        let request = Request(.get, inProject("datasets", dataset.text, "items")).adding(page)
            .adding("subset", subset?.rawValue)
        return try await connection.value(request)
    }

    public func allItems(of dataset: Dataset.Name, subset: Subset? = nil) -> Listing<Item> {
        Listing { try await items(of: dataset, subset: subset, page: $0) }
    }

    public func item(_ id: Identifier<Item>, of dataset: Dataset.Name) async throws -> Item {
        try await connection.value(Request(.get, inProject("datasets", dataset.text, "items", id.description)))
    }

    /// Records up to 1,000 items over content that was uploaded before: all of them or none.
    public func addItems(_ drafts: [Item.Draft], to dataset: Dataset.Name) async throws {
        struct Body: Encodable {
            let items: [Item.Draft]
        }
        let path = inProject("datasets", dataset.text, "items")
        try await connection.perform(Request(.post, path).json(Body(items: drafts)))
    }

    /// Brings an item's content to `file`, checked.
    public func download(
        _ item: Item,
        of dataset: Dataset.Name,
        to file: URL,
        progress: TransferProgress.Handler? = nil
    ) async throws {
        let path = inProject("datasets", dataset.text, "items", item.id.description, "content")
        let download = Download(source: .server(path), digest: item.digest, size: item.size, destination: file)
        try await download.run(self, meter: TransferMeter(totalBytes: item.size, totalFiles: 1, handler: progress))
    }
}
