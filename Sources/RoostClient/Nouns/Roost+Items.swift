import Foundation

extension Roost {
    /// In the order they were added; those that a filter means by their path, in the order of the paths.
    ///
    /// A page of a filter that few items pass may hold fewer than were asked for and still have a next one;
    /// ``allItems(of:subset:filter:)`` goes on by itself.
    public func items(
        of dataset: Dataset.Name,
        subset: Subset? = nil,
        filter: Filter? = nil,
        page: PageRequest = .first
    ) async throws -> Page<Item> {
        let request = Request(.get, inProject("datasets", dataset.text, "items")).adding(page)
            .adding("subset", subset?.rawValue)
            .adding("filter", filter?.text)
        return try await connection.value(request)
    }

    /// In the order they were added.
    ///
    ///     for try await item in roost.allItems(of: shapes, filter: try Filter("subset = test and not predicted")) { … }
    public func allItems(of dataset: Dataset.Name, subset: Subset? = nil, filter: Filter? = nil) -> Listing<Item> {
        Listing { try await items(of: dataset, subset: subset, filter: filter, page: $0) }
    }

    /// How many items there are, or how many a filter means.
    public func itemCount(
        of dataset: Dataset.Name,
        subset: Subset? = nil,
        filter: Filter? = nil
    ) async throws -> Int {
        struct Answer: Decodable {
            let count: Int
        }
        let request = Request(.get, inProject("datasets", dataset.text, "items", "count"))
            .adding("subset", subset?.rawValue)
            .adding("filter", filter?.text)
        let answer: Answer = try await connection.value(request)
        return answer.count
    }

    /// Those that can be undeleted, the first that was deleted first.
    public func deletedItems(of dataset: Dataset.Name) -> Listing<Item> {
        Listing { page in
            try await connection.value(
                Request(.get, inProject("datasets", dataset.text, "items", "deleted")).adding(page)
            )
        }
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

    /// Moves an item to a subset, or changes its metadata.
    public func updateItem(
        _ id: Identifier<Item>,
        of dataset: Dataset.Name,
        _ changes: Item.Changes
    ) async throws -> Item {
        let path = inProject("datasets", dataset.text, "items", id.description)
        return try await connection.value(Request(.patch, path).json(changes))
    }

    /// Hides items (1,000 at most), all of them or none; they can be undeleted until garbage is collected.
    ///
    /// - Returns: how many were there.
    @discardableResult
    public func deleteItems(_ ids: [Identifier<Item>], of dataset: Dataset.Name) async throws -> Int {
        try await change("items", of: dataset, Selection(ids: ids)).count
    }

    /// Hides all items that a filter means, a thousand at a time.
    ///
    /// - Returns: how many there were.
    @discardableResult
    public func deleteItems(matching filter: Filter, of dataset: Dataset.Name) async throws -> Int {
        try await changeAll("items", of: dataset, Selection<Item>(filter: filter))
    }

    /// Shows deleted items again (1,000 at most), all of them or none.
    ///
    /// - Returns: how many were deleted.
    @discardableResult
    public func undeleteItems(_ ids: [Identifier<Item>], of dataset: Dataset.Name) async throws -> Int {
        let path = inProject("datasets", dataset.text, "items", "undelete")
        let change: SelectionChange = try await connection.value(Request(.post, path).json(["ids": ids]))
        return change.count
    }

    /// Takes away `nouns` of a dataset that a selection means.
    func change<Entity>(
        _ nouns: String,
        of dataset: Dataset.Name,
        _ selection: Selection<Entity>
    ) async throws -> SelectionChange {
        let path = inProject("datasets", dataset.text, nouns, "delete")
        return try await connection.value(Request(.post, path).json(selection))
    }

    func changeAll<Entity>(
        _ nouns: String,
        of dataset: Dataset.Name,
        _ selection: Selection<Entity>
    ) async throws -> Int {
        var selection = selection
        var count = 0
        while true {
            let change = try await change(nouns, of: dataset, selection)
            count += change.count
            guard let next = change.next else { return count }
            selection.after = next
        }
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
