import RoostEntities
import RoostMetadataStore

extension Operations {
    /// How many items a split moves in one transaction, so that nobody's write waits for more.
    private static let splitPiece = 10_000

    /// Divides the items of a dataset among its subsets.
    ///
    /// The lots are drawn while others write; when the items changed meanwhile, they are drawn again. The items move
    /// piece by piece. A split that is cut off is taken up where it was before the next one, and before a snapshot.
    package func split(
        _ name: Dataset.Name,
        _ split: Split,
        in project: Project.Name,
        as caller: Caller
    ) async throws -> Dataset {
        let dataset = try await metadata.read { [self] transaction in
            let project = try self.project(project, for: caller, as: .contributor, in: transaction)
            return try self.dataset(name, in: project, transaction).id
        }
        try await finishSplit(of: dataset)
        let drawn = try await metadata.read { [self] in try lots(for: split, of: dataset, $0) }
        try await metadata.write { [self] transaction in
            let project = try self.project(project, for: caller, as: .contributor, in: transaction)
            _ = try self.dataset(name, in: project, transaction)
            guard try !transaction.isSplitting(dataset) else {
                throw RoostError(.unavailable, "the dataset is being split by somebody else; try again in a moment")
            }
            let revision = try transaction.revision(of: dataset)
            let isStale = drawn.map { $0.revision != revision } ?? false
            let lots = isStale ? try lots(for: split, of: dataset, transaction) : drawn
            try transaction.beginSplit(split, lots: lots, of: dataset)
            try transaction.beginRevision(of: dataset, at: now())
            try record("dataset.split", of: name.text, detail: split.rule.words, in: project, by: caller, transaction)
        }
        try await finishSplit(of: dataset)
        return try await self.dataset(named: name, in: project, as: caller)
    }

    /// Goes on with the split of a dataset that is under way, if there is one.
    func finishSplit(of dataset: Identifier<Dataset>) async throws {
        guard try await metadata.read({ try $0.isSplitting(dataset) }) else { return }
        let now = now()
        while try await metadata.write({ transaction in
            try transaction.continueSplit(of: dataset, limit: Self.splitPiece, at: now)
        }) {}
    }

    private func lots(
        for split: Split,
        of dataset: Identifier<Dataset>,
        _ transaction: some Reading
    ) throws -> Lots? {
        guard case .shares(let shares, let seed, let isStratified) = split.rule else {
            // A filter that cannot be understood is refused before anything is begun.
            if let filter = split.filter {
                _ = try transaction.items(of: dataset, filter: filter, page: PageRequest(limit: 1))
            }
            return nil
        }
        return try transaction.lots(shares, seed: seed, isStratified: isStratified, of: dataset, filter: split.filter)
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
