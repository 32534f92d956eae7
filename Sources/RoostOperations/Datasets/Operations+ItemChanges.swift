import RoostEntities
import RoostMetadataStore

extension Operations {
    /// Changes the subset or the metadata of an item.
    package func updateItem(
        _ id: Identifier<Item>,
        of dataset: Dataset.Name,
        _ changes: Item.Changes,
        in project: Project.Name,
        as caller: Caller
    ) async throws -> Item {
        if let metadata = changes.metadata {
            try Limits.check(metadata, "the metadata", limit: Limits.metadataOfItem)
        }
        return try await self.metadata.write { [self] transaction in
            let project = try self.project(project, for: caller, as: .contributor, in: transaction)
            let dataset = try self.dataset(dataset, in: project, transaction)
            let item = try livingItem(id, of: dataset, transaction)
            let subset = changes.subset ?? item.subset
            try transaction.beginRevision(of: dataset.id, at: now())
            try transaction.updateItem(id, subset: subset, metadata: changes.metadata ?? item.metadata)
            if subset != item.subset {
                try transaction.addCounts(
                    items: [item.subset: -1, subset: 1],
                    annotations: 0,
                    to: dataset.id,
                    at: now()
                )
            }
            try record(
                "item.update",
                of: dataset.name.text,
                detail: item.path.text,
                in: project,
                by: caller,
                transaction
            )
            return try livingItem(id, of: dataset, transaction)
        }
    }

    /// Hides items with what was said about them; they can be undeleted until garbage is collected.
    ///
    /// With a filter a thousand go at once; the answer says where to go on.
    package func deleteItems(
        _ selection: Selection<Item>,
        of name: Dataset.Name,
        in project: Project.Name,
        as caller: Caller
    ) async throws -> SelectionChange {
        let found = try await resolve(selection) { [self] filter, page in
            try await items(of: name, filter: filter, page: page, in: project, as: caller).mapItems(\.id)
        }
        return try await metadata.write { [self] transaction in
            let project = try self.project(project, for: caller, as: .contributor, in: transaction)
            let dataset = try self.dataset(name, in: project, transaction)
            let items = try found.items.compactMap { id in
                selection.ids == nil
                    ? try transaction.item(id, of: dataset.id) : try knownItem(id, of: dataset, transaction)
            }
            .filter { $0.deletedAt == nil }
            try mark(items, deletedAt: now(), of: dataset, transaction)
            if !items.isEmpty {
                try record("item.delete", of: items, in: dataset, project, by: caller, transaction)
            }
            return SelectionChange(count: items.count, next: found.next)
        }
    }

    /// Shows deleted items again, all of them or none.
    package func undeleteItems(
        _ ids: [Identifier<Item>],
        of name: Dataset.Name,
        in project: Project.Name,
        as caller: Caller
    ) async throws -> SelectionChange {
        try Limits.check(count: ids.count, "items", limit: Limits.items)
        return try await metadata.write { [self] transaction in
            let project = try self.project(project, for: caller, as: .contributor, in: transaction)
            let dataset = try self.dataset(name, in: project, transaction)
            let items = try Set(ids).sorted().map { try knownItem($0, of: dataset, transaction) }
                .filter { $0.deletedAt != nil }
            guard Set(items.map(\.path)).count == items.count else {
                throw RoostError(.failedPrecondition, "two of the items have the same path; undelete one of them")
            }
            for item in items where try transaction.item(at: item.path, of: dataset.id) != nil {
                throw RoostError(
                    .alreadyExists,
                    "the dataset has another item \(quoted(item.path.text)) by now; delete that one first"
                )
            }
            try mark(items, deletedAt: nil, of: dataset, transaction)
            if !items.isEmpty {
                try record("item.undelete", of: items, in: dataset, project, by: caller, transaction)
            }
            return SelectionChange(count: items.count, next: nil)
        }
    }

    /// The first that was deleted first.
    package func deletedItems(
        of dataset: Dataset.Name,
        page: PageRequest = .first,
        in project: Project.Name,
        as caller: Caller
    ) async throws -> Page<Item> {
        try await metadata.read { [self] transaction in
            let project = try self.project(project, for: caller, in: transaction)
            return try transaction.deletedItems(of: self.dataset(dataset, in: project, transaction).id, page: page)
        }
    }

    /// - Throws: `notFound` for one that is not there, or was deleted.
    func livingItem(_ id: Identifier<Item>, of dataset: Dataset, _ transaction: some Reading) throws -> Item {
        let item = try knownItem(id, of: dataset, transaction)
        guard item.deletedAt == nil else {
            throw RoostError(.notFound, "item \(id) was deleted; undelete it to change it")
        }
        return item
    }

    /// - Throws: `notFound` for one that is not there, deleted or not.
    private func knownItem(_ id: Identifier<Item>, of dataset: Dataset, _ transaction: some Reading) throws -> Item {
        guard let item = try transaction.item(id, of: dataset.id) else {
            throw RoostError(.notFound, "dataset \(quoted(dataset.name.text)) has no item \(id); list its items")
        }
        return item
    }

    private func mark(
        _ items: [Item],
        deletedAt: Timestamp?,
        of dataset: Dataset,
        _ transaction: WriteTransaction
    ) throws {
        guard !items.isEmpty else { return }
        let sign = deletedAt == nil ? 1 : -1
        var annotations = 0
        try transaction.beginRevision(of: dataset.id, at: now())
        for item in items {
            annotations += try transaction.annotationCount(of: item.id)
            try transaction.markItem(item.id, deletedAt: deletedAt)
        }
        try transaction.addCounts(
            items: Dictionary(grouping: items, by: \.subset).mapValues { sign * $0.count },
            annotations: sign * annotations,
            to: dataset.id,
            at: now()
        )
    }

    private func record(
        _ action: String,
        of items: [Item],
        in dataset: Dataset,
        _ project: Project,
        by caller: Caller,
        _ transaction: WriteTransaction
    ) throws {
        let detail = items.count == 1 ? items[0].path.text : "\(items.count) items"
        try record(action, of: dataset.name.text, detail: detail, in: project, by: caller, transaction)
    }
}

extension Operations {
    /// Whom a selection means, a thousand at most, and where to go on.
    func resolve<Entity>(
        _ selection: Selection<Entity>,
        find: (Filter, PageRequest) async throws -> Page<Identifier<Entity>>
    ) async throws -> Page<Identifier<Entity>> {
        switch (selection.ids, selection.filter) {
        case (let ids?, nil):
            try Limits.check(count: ids.count, "identifiers", limit: Limits.items)
            return Page(items: Set(ids).sorted())
        case (nil, let filter?):
            return try await find(filter, PageRequest(limit: 1000, after: selection.after))
        case (nil, nil), (.some, .some):
            throw RoostError(.invalidArgument, "say which ones: give 'ids' or a 'filter', one of the two")
        }
    }
}

extension Page {
    func mapItems<Other>(_ transform: (Element) -> Other) -> Page<Other> {
        Page<Other>(items: items.map(transform), next: next)
    }
}
