import RoostEntities
import RoostMetadataStore

extension Operations {
    /// Says things about items (1,000 at most), all or none; they come back in the order they were given.
    ///
    /// What has a version is that version's prediction, all else ground truth, which the ontology must allow. One whose
    /// identifier is there and says the same is left as it is.
    package func addAnnotations(
        _ additions: [Annotation.Addition],
        to name: Dataset.Name,
        in project: Project.Name,
        as caller: Caller
    ) async throws -> [Annotation] {
        try Limits.check(count: additions.count, "annotations", limit: Limits.annotations)
        for addition in additions { try addition.check() }
        return try await metadata.write { [self] transaction in
            let project = try self.project(project, for: caller, as: .contributor, in: transaction)
            let dataset = try self.dataset(name, in: project, transaction)
            var versions: [Reference: Identifier<Version>] = [:]
            for reference in Set(additions.compactMap(\.version)) {
                versions[reference] = try version(reference, in: project, transaction).id
            }
            var ids: [Identifier<Annotation>] = []
            var added: [(id: Identifier<Annotation>, addition: Annotation.Addition)] = []
            for addition in additions {
                _ = try livingItem(addition.itemID, of: dataset, transaction)
                let version = addition.version.flatMap { versions[$0] }
                let id = addition.id ?? self.ids.next()
                ids.append(id)
                guard try !isThere(addition, by: version, of: dataset, transaction) else { continue }
                added.append((id, addition))
            }
            try insert(added, versions: versions, into: dataset, by: caller, transaction)
            if !added.isEmpty {
                try record(
                    "annotation.add",
                    of: name.text,
                    detail: "\(added.count) annotations",
                    in: project,
                    by: caller,
                    transaction
                )
            }
            return try ids.compactMap { try transaction.annotation($0, of: dataset.id) }
        }
    }

    package func annotation(
        _ id: Identifier<Annotation>,
        of dataset: Dataset.Name,
        in project: Project.Name,
        as caller: Caller
    ) async throws -> Annotation {
        try await metadata.read { [self] transaction in
            let project = try self.project(project, for: caller, in: transaction)
            return try annotation(id, of: self.dataset(dataset, in: project, transaction), transaction)
        }
    }

    /// Says something else; ground truth stays ground truth, and a prediction its version's.
    package func updateAnnotation(
        _ id: Identifier<Annotation>,
        of dataset: Dataset.Name,
        _ changes: Annotation.Changes,
        in project: Project.Name,
        as caller: Caller
    ) async throws -> Annotation {
        try await metadata.write { [self] transaction in
            let project = try self.project(project, for: caller, as: .contributor, in: transaction)
            let dataset = try self.dataset(dataset, in: project, transaction)
            let annotation = try annotation(id, of: dataset, transaction)
            _ = try livingItem(annotation.itemID, of: dataset, transaction)
            guard annotation.executionID == nil else {
                throw RoostError(
                    .failedPrecondition,
                    "annotation \(id) is what an execution found, and its record; add ground truth that says better"
                )
            }
            let draft = annotation.draft(applying: changes)
            if annotation.versionID == nil {
                try draft.checkTruth()
                try enforceOntology(of: dataset, on: [draft], transaction)
                try transaction.beginRevision(of: dataset.id, at: now())
            } else {
                try draft.check()
            }
            try transaction.updateAnnotation(id, to: draft)
            try record(
                "annotation.update",
                of: dataset.name.text,
                detail: id.description,
                in: project,
                by: caller,
                transaction
            )
            return try self.annotation(id, of: dataset, transaction)
        }
    }

    /// Takes back what was said, for good.
    ///
    /// With a filter a thousand go at once; the answer says where to go on.
    package func deleteAnnotations(
        _ selection: Selection<Annotation>,
        of name: Dataset.Name,
        in project: Project.Name,
        as caller: Caller
    ) async throws -> SelectionChange {
        let found = try await resolve(selection) { [self] filter, page in
            try await annotations(
                of: name,
                filter: AnnotationFilter(filter: filter),
                page: page,
                in: project,
                as: caller
            )
            .mapItems(\.id)
        }
        return try await metadata.write { [self] transaction in
            let project = try self.project(project, for: caller, as: .contributor, in: transaction)
            let dataset = try self.dataset(name, in: project, transaction)
            let annotations = try found.items.compactMap { id in
                selection.ids == nil
                    ? try transaction.annotation(id, of: dataset.id) : try annotation(id, of: dataset, transaction)
            }
            guard !annotations.isEmpty else { return SelectionChange(count: 0, next: found.next) }
            if annotations.contains(where: { $0.versionID == nil }) {
                try transaction.beginRevision(of: dataset.id, at: now())
            }
            // What is said about a deleted item does not count until the item is undeleted.
            let counted = try annotations.count { try transaction.item($0.itemID, of: dataset.id)?.deletedAt == nil }
            for annotation in annotations { try transaction.deleteAnnotation(annotation.id) }
            try transaction.addCounts(items: [:], annotations: -counted, to: dataset.id, at: now())
            try record(
                "annotation.delete",
                of: name.text,
                detail: "\(annotations.count) annotations",
                in: project,
                by: caller,
                transaction
            )
            return SelectionChange(count: annotations.count, next: found.next)
        }
    }

    private func annotation(
        _ id: Identifier<Annotation>,
        of dataset: Dataset,
        _ transaction: some Reading
    ) throws -> Annotation {
        guard let annotation = try transaction.annotation(id, of: dataset.id) else {
            throw RoostError(
                .notFound,
                "dataset \(quoted(dataset.name.text)) has no annotation \(id); list its annotations"
            )
        }
        return annotation
    }

    /// - Throws: `alreadyExists` when its identifier is that of something else.
    private func isThere(
        _ addition: Annotation.Addition,
        by version: Identifier<Version>?,
        of dataset: Dataset,
        _ transaction: some Reading
    ) throws -> Bool {
        guard let id = addition.id, let there = try transaction.annotation(id) else { return false }
        guard there.datasetID == dataset.id, there.itemID == addition.itemID, there.versionID == version,
            there.draft() == addition.draft
        else {
            throw RoostError(
                .alreadyExists,
                "annotation \(id) is there and says something else; change it, or leave the id out"
            )
        }
        return true
    }

    private func insert(
        _ added: [(id: Identifier<Annotation>, addition: Annotation.Addition)],
        versions: [Reference: Identifier<Version>],
        into dataset: Dataset,
        by caller: Caller,
        _ transaction: WriteTransaction
    ) throws {
        guard Set(added.map(\.id)).count == added.count else {
            throw RoostError(.invalidArgument, "two annotations have the same id; give each its own, or none")
        }
        let truth = added.filter { $0.addition.version == nil }
        if !truth.isEmpty {
            try enforceOntology(of: dataset, on: truth.map(\.addition.draft), transaction)
            try transaction.beginRevision(of: dataset.id, at: now())
        }
        for (version, entries) in Dictionary(grouping: added, by: \.addition.version) {
            try transaction.insertAnnotations(
                entries.map { NewAnnotation(id: $0.id, itemID: $0.addition.itemID, draft: $0.addition.draft) },
                into: dataset.id,
                version: version.flatMap { versions[$0] },
                by: caller.name,
                at: now()
            )
        }
        try transaction.addCounts(items: [:], annotations: added.count, to: dataset.id, at: now())
    }
}

extension Annotation.Addition {
    fileprivate func check() throws {
        guard version == nil else { return try draft.check() }
        guard draft.score == nil else {
            throw RoostError(
                .invalidArgument,
                "ground truth has no score; leave it out, or name the version that predicts it"
            )
        }
        try draft.checkTruth()
    }
}
