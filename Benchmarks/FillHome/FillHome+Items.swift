import RoostEntities
import RoostMetadataStore

extension FillHome {
    private static let labels = (0..<10).map { "class \($0)" }

    /// Items with three ground truths each in the dataset `large`: eight in ten to train with, one of a hundred marked.
    func addItems(_ count: Int) async throws {
        let (dataset, content): (Identifier<Dataset>, Digest) = (
            ids.next(), Digest(bytes: Array(repeating: 7, count: 32))
        )
        let (project, now) = (project.id, Timestamp.now)
        let labels = try Self.labels.map { try Label($0) }
        try await metadata.write { transaction in
            try transaction.insertBlob(content, size: 1, knownTo: project, at: now)
            try transaction.insertDataset(
                dataset,
                in: project,
                name: Dataset.Name("large"),
                description: "",
                isStrict: false,
                metadata: [:],
                at: now
            )
            try transaction.setLabels(labels, of: dataset)
        }
        try await inParts(count, of: 5000) { [self] transaction, part in
            let items = try part.map { try item($0, content) }
            try transaction.insertItems(items, into: dataset, at: now)
            let annotations = zip(part, items).flatMap { number, item in truth(about: item, number) }
            try transaction.insertAnnotations(annotations, into: dataset, by: "benchmark", at: now)
            try transaction.addCounts(
                items: Dictionary(grouping: items, by: \.subset).mapValues(\.count),
                annotations: annotations.count,
                to: dataset,
                at: now
            )
        }
    }

    private func item(_ number: Int, _ content: Digest) throws -> NewItem {
        let subset: Subset = number % 10 == 8 ? .validation : number % 10 == 9 ? .test : .train
        return NewItem(
            id: ids.next(),
            path: try Artifact.Path("folder \(number % 100)/\(number).png"),
            digest: content,
            size: Int64(1000 + number % 977),
            mediaType: "image/png",
            width: 64 + number % 64,
            height: 64,
            subset: subset,
            metadata: ["camera": .integer(Int64(number % 100))]
        )
    }

    private func truth(about item: NewItem, _ number: Int) -> [NewAnnotation] {
        (0..<3).map { place in
            let label = Self.labels[(number + place * 3) % Self.labels.count]
            return NewAnnotation(id: ids.next(), itemID: item.id, draft: Annotation.Draft(label: label))
        }
    }
}
