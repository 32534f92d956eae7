import RoostEntities
import RoostMetadataStore

extension Operations {
    /// In the order they were added; those that a filter means by their path, in the order of the paths.
    ///
    /// A page of a filter that few items pass may hold fewer than were asked for and still have a next one.
    package func items(
        of dataset: Dataset.Name,
        subset: Subset? = nil,
        filter: Filter? = nil,
        page: PageRequest = .first,
        in project: Project.Name,
        as caller: Caller
    ) async throws -> Page<Item> {
        try await metadata.read { [self] transaction in
            let project = try self.project(project, for: caller, in: transaction)
            return try transaction.items(
                of: try self.dataset(dataset, in: project, transaction).id,
                subset: subset,
                filter: filter,
                page: page
            )
        }
    }

    /// How many items there are, or how many of them a filter means.
    ///
    /// - Throws: `tooLarge` when too many items would have to be looked at.
    package func itemCount(
        of dataset: Dataset.Name,
        subset: Subset? = nil,
        filter: Filter? = nil,
        in project: Project.Name,
        as caller: Caller
    ) async throws -> Int {
        try await metadata.read { [self] transaction in
            let project = try self.project(project, for: caller, in: transaction)
            let dataset = try self.dataset(dataset, in: project, transaction)
            guard let filter else { return try transaction.itemCount(of: dataset.id, subset: subset) }
            return try transaction.itemCount(of: dataset.id, subset: subset, filter: filter)
        }
    }

    /// Adds images with their ground truth (1,000 at most), all or none; they come back in the order of the drafts.
    ///
    /// Labels that the ontology lacks are added to it, unless it is strict.
    package func addItems(
        _ drafts: [Item.Draft],
        to dataset: Dataset.Name,
        in project: Project.Name,
        as caller: Caller
    ) async throws -> [Item] {
        try Limits.check(count: drafts.count, "items", limit: Limits.items)
        for draft in drafts {
            try draft.check()
        }
        let sizes = try await metadata.read { [self] transaction in
            let project = try self.project(project, for: caller, as: .contributor, in: transaction)
            let dataset = try self.dataset(dataset, in: project, transaction)
            return try drafts.map { draft in
                try checkIsNew(draft, in: dataset, transaction)
                return try size(of: draft, in: project, transaction)
            }
        }
        let inspection = ItemInspection(blobs: blobs, read: inspectImage)
        var inspected: [(draft: Item.Draft, size: Int64, image: ImageInspection)] = []
        for (draft, size) in zip(drafts, sizes) {
            inspected.append((draft, size, try await inspection.inspect(draft, size: size)))
        }
        return try await metadata.write { [self, inspected] transaction in
            let project = try self.project(project, for: caller, as: .contributor, in: transaction)
            let dataset = try self.dataset(dataset, in: project, transaction)
            let items = try inspected.map { entry in
                try checkIsNew(entry.draft, in: dataset, transaction)
                return NewItem(
                    id: ids.next(),
                    path: entry.draft.path,
                    digest: entry.draft.digest,
                    size: try size(of: entry.draft, in: project, transaction),
                    mediaType: entry.image.mediaType,
                    width: entry.image.width,
                    height: entry.image.height,
                    subset: entry.draft.subset,
                    metadata: entry.draft.metadata
                )
            }
            try insert(items, with: drafts, into: dataset, by: caller, transaction)
            try record(
                "item.add",
                of: dataset.name.text,
                detail: "\(items.count) items",
                in: project,
                by: caller,
                transaction
            )
            return try items.compactMap { try transaction.item($0.id, of: dataset.id) }
        }
    }

    package func item(
        _ id: Identifier<Item>,
        of dataset: Dataset.Name,
        in project: Project.Name,
        as caller: Caller
    ) async throws -> Item {
        let item = try await metadata.read { [self] transaction in
            let project = try self.project(project, for: caller, in: transaction)
            return try transaction.item(id, of: try self.dataset(dataset, in: project, transaction).id)
        }
        guard let item else {
            throw RoostError(.notFound, "dataset \(quoted(dataset.text)) has no item \(id); list its items")
        }
        return item
    }

    private func checkIsNew(_ draft: Item.Draft, in dataset: Dataset, _ transaction: some Reading) throws {
        guard try transaction.item(at: draft.path, of: dataset.id) == nil else {
            throw RoostError(
                .alreadyExists,
                "dataset \(quoted(dataset.name.text)) has an item \(quoted(draft.path.text)); "
                    + "leave it out, or give it another path"
            )
        }
    }

    private func size(of draft: Item.Draft, in project: Project, _ transaction: some Reading) throws -> Int64 {
        guard let size = try transaction.blobSize(draft.digest, knownTo: project.id) else {
            throw RoostError(
                .failedPrecondition,
                "item \(quoted(draft.path.text)): content \(draft.digest) is not here; upload it, then try again"
            )
        }
        return size
    }

    /// Checks ground truth against the ontology, and adds to one that is not strict what it lacks.
    func enforceOntology(
        of dataset: Dataset,
        on drafts: [Annotation.Draft],
        _ transaction: WriteTransaction
    ) throws {
        let ontology = try Ontology(dataset.labels, isStrict: dataset.isStrict)
        var added: Set<String> = []
        var labels: [Label] = []
        for draft in drafts {
            try ontology.check(draft)
            guard ontology[draft.label] == nil, added.insert(draft.label).inserted else { continue }
            labels.append(try Label(draft.label))
        }
        try Limits.check(count: dataset.labels.count + labels.count, "labels", limit: Limits.labels)
        try transaction.addLabels(labels, to: dataset.id)
    }

    private func insert(
        _ items: [NewItem],
        with drafts: [Item.Draft],
        into dataset: Dataset,
        by caller: Caller,
        _ transaction: WriteTransaction
    ) throws {
        guard Set(items.map(\.path)).count == items.count else {
            throw RoostError(.invalidArgument, "two items have the same path; give each its own")
        }
        try transaction.beginRevision(of: dataset.id, at: now())
        try transaction.insertItems(items, into: dataset.id, at: now())
        let annotations = zip(items, drafts).flatMap { item, draft in
            draft.annotations.map { NewAnnotation(id: ids.next(), itemID: item.id, draft: $0) }
        }
        try enforceOntology(of: dataset, on: annotations.map(\.draft), transaction)
        try transaction.insertAnnotations(annotations, into: dataset.id, by: caller.name, at: now())
        try transaction.addCounts(
            items: Dictionary(grouping: items, by: \.subset).mapValues(\.count),
            annotations: annotations.count,
            to: dataset.id,
            at: now()
        )
    }
}
