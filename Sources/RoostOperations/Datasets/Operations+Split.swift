import RoostEntities
import RoostMetadataStore

extension Operations {
    /// Divides the items of a dataset among its subsets, all at once.
    ///
    /// The lots are drawn while others write; when the items changed meanwhile, they are drawn again.
    package func split(
        _ name: Dataset.Name,
        _ split: Split,
        in project: Project.Name,
        as caller: Caller
    ) async throws -> Dataset {
        let drawn = try await metadata.read { [self] transaction in
            let project = try self.project(project, for: caller, as: .contributor, in: transaction)
            return try lots(for: split, of: self.dataset(name, in: project, transaction).id, transaction)
        }
        return try await metadata.write { [self] transaction in
            let project = try self.project(project, for: caller, as: .contributor, in: transaction)
            let dataset = try self.dataset(name, in: project, transaction)
            let isFresh = try drawn?.revision == transaction.revision(of: dataset.id)
            let lots = isFresh ? drawn : try lots(for: split, of: dataset.id, transaction)
            let moved = try move(dataset.id, split, lots: lots, transaction)
            guard moved > 0 else { return dataset }
            try transaction.beginRevision(of: dataset.id, at: now())
            try record(
                "dataset.split",
                of: name.text,
                detail: "\(split.rule.words), \(moved) items moved",
                in: project,
                by: caller,
                transaction
            )
            return try self.dataset(name, in: project, transaction)
        }
    }

    private func lots(
        for split: Split,
        of dataset: Identifier<Dataset>,
        _ transaction: some Reading
    ) throws -> Lots? {
        guard case .shares(let shares, let seed, let isStratified) = split.rule else { return nil }
        return try transaction.lots(shares, seed: seed, isStratified: isStratified, of: dataset, filter: split.filter)
    }

    private func move(
        _ dataset: Identifier<Dataset>,
        _ split: Split,
        lots: Lots?,
        _ transaction: WriteTransaction
    ) throws -> Int {
        switch split.rule {
        case .shares:
            guard let lots else { return 0 }
            return try transaction.apply(lots, to: dataset, filter: split.filter)
        case .folder: return try transaction.splitByFolder(dataset, filter: split.filter)
        case .move(let subset): return try transaction.move(dataset, filter: split.filter, to: subset)
        }
    }
}

extension Split.Rule {
    /// For the audit log.
    fileprivate var words: String {
        switch self {
        case .shares(let shares, let seed, let stratified):
            "train \(shares.train), validation \(shares.validation), test \(shares.test), seed \(seed)"
                + (stratified ? ", stratified" : "")
        case .folder: "by folder"
        case .move(let subset): "to \(subset?.rawValue ?? "none")"
        }
    }
}
