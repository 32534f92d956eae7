import RoostEntities
import RoostMetadataStore

extension Operations {
    /// By name; deleted ones only when they are asked for.
    package func datasets(
        deleted: Bool = false,
        page: PageRequest = .first,
        in project: Project.Name,
        as caller: Caller
    ) async throws -> Page<Dataset> {
        try await metadata.read { [self] transaction in
            let project = try self.project(project, for: caller, in: transaction)
            return try transaction.datasets(in: project.id, deleted: deleted, page: page)
        }
    }

    package func createDataset(
        _ name: Dataset.Name,
        description: String = "",
        labels: [Label] = [],
        isStrict: Bool = false,
        metadata: [String: JSONValue] = [:],
        in project: Project.Name,
        as caller: Caller
    ) async throws -> Dataset {
        try DatasetChanges(description: description, labels: labels, metadata: metadata).check()
        return try await self.metadata.write { [self] transaction in
            let project = try self.project(project, for: caller, as: .contributor, in: transaction)
            if let dataset = try transaction.dataset(named: name, in: project.id) {
                throw dataset.alreadyThere
            }
            let id: Identifier<Dataset> = ids.next()
            try transaction.insertDataset(
                id,
                in: project.id,
                name: name,
                description: description,
                isStrict: isStrict,
                metadata: metadata,
                at: now()
            )
            try transaction.setLabels(labels, of: id)
            try record("dataset.create", of: name.text, in: project, by: caller, transaction)
            return try dataset(name, in: project, transaction)
        }
    }

    package func dataset(
        named name: Dataset.Name,
        in project: Project.Name,
        as caller: Caller
    ) async throws -> Dataset {
        try await metadata.read { [self] transaction in
            let project = try self.project(project, for: caller, in: transaction)
            return try dataset(name, in: project, transaction)
        }
    }

    package func updateDataset(
        named name: Dataset.Name,
        _ changes: DatasetChanges,
        in project: Project.Name,
        as caller: Caller
    ) async throws -> Dataset {
        try changes.check()
        return try await metadata.write { [self] transaction in
            let project = try self.project(project, for: caller, as: .contributor, in: transaction)
            let dataset = try self.dataset(name, in: project, transaction)
            try transaction.updateDataset(
                dataset.id,
                description: changes.description ?? dataset.description,
                isStrict: changes.isStrict ?? dataset.isStrict,
                metadata: changes.metadata ?? dataset.metadata,
                at: now()
            )
            if let labels = changes.labels, labels != dataset.labels {
                try setLabels(labels, of: dataset, transaction)
            }
            try record("dataset.update", of: name.text, in: project, by: caller, transaction)
            return try self.dataset(name, in: project, transaction)
        }
    }

    /// Hides a dataset that nothing uses; it can be undeleted until garbage is collected.
    package func deleteDataset(
        named name: Dataset.Name,
        in project: Project.Name,
        as caller: Caller
    ) async throws {
        try await metadata.write { [self] transaction in
            let project = try self.project(project, for: caller, as: .maintainer, in: transaction)
            let dataset = try self.dataset(name, in: project, transaction)
            if let execution = try transaction.activeExecution(of: dataset.id) {
                throw RoostError(
                    .failedPrecondition,
                    "execution \(execution) works on dataset \(quoted(name.text)); cancel it or wait for its end, "
                        + "then delete"
                )
            }
            try transaction.markDataset(dataset.id, deletedAt: now(), at: now())
            try record("dataset.delete", of: name.text, in: project, by: caller, transaction)
        }
    }

    package func undeleteDataset(
        named name: Dataset.Name,
        in project: Project.Name,
        as caller: Caller
    ) async throws -> Dataset {
        try await metadata.write { [self] transaction in
            let project = try self.project(project, for: caller, as: .maintainer, in: transaction)
            let dataset = try self.dataset(name, in: project, deleted: true, transaction)
            guard dataset.deletedAt != nil else { return dataset }
            try transaction.markDataset(dataset.id, deletedAt: nil, at: now())
            try record("dataset.undelete", of: name.text, in: project, by: caller, transaction)
            return try self.dataset(name, in: project, transaction)
        }
    }

    private func setLabels(_ labels: [Label], of dataset: Dataset, _ transaction: WriteTransaction) throws {
        let kept = Set(labels.map(\.name))
        for label in dataset.labels
        where try !kept.contains(label.name) && transaction.isUsed(label: label.name, of: dataset.id) {
            throw RoostError(
                .failedPrecondition,
                "label \(quoted(label.name)) is used by annotations; keep it in the labels"
            )
        }
        try transaction.beginRevision(of: dataset.id, at: now())
        try transaction.setLabels(labels, of: dataset.id)
    }

    /// - Throws: `notFound` if there is no such dataset, or it was deleted and `deleted` does not allow for that.
    func dataset(
        _ name: Dataset.Name,
        in project: Project,
        deleted: Bool = false,
        _ transaction: some Reading
    ) throws -> Dataset {
        guard let dataset = try transaction.dataset(named: name, in: project.id) else {
            throw RoostError(
                .notFound,
                "there is no dataset \(quoted(name.text)) in project \(quoted(project.name.text)); "
                    + "list the datasets, or create it"
            )
        }
        guard deleted || dataset.deletedAt == nil else {
            throw RoostError(.notFound, "dataset \(quoted(name.text)) was deleted; undelete it to use it again")
        }
        return dataset
    }
}

extension Dataset {
    fileprivate var alreadyThere: RoostError {
        guard deletedAt == nil else {
            return RoostError(
                .alreadyExists,
                "dataset \(quoted(name.text)) exists and was deleted; undelete it, or pick another name"
            )
        }
        return RoostError(
            .alreadyExists,
            "dataset \(quoted(name.text)) exists; add items to it, or pick another name"
        )
    }
}
