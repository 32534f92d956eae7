import RoostClient

/// What is really to be seen on an item, as it is typed.
///
///     correction = item "=" label
struct Correction: Sendable {
    let item: Identifier<Item>
    let label: String

    init(_ text: String) throws(RoostError) {
        guard let equals = text.firstIndex(of: "=") else {
            throw RoostError(
                .invalidArgument,
                "'\(text)' is no correction; it is an item's identifier, '=' and a label"
            )
        }
        item = try Identifier(text[..<equals])
        label = try Label(String(text[text.index(after: equals)...])).name
    }

    /// Writes it back as ground truth, in place of what was said about the whole image; other shapes stay.
    func write(to dataset: Dataset.Name, _ roost: Roost) async throws {
        let filter = Roost.AnnotationFilter(item: item, kind: .truth)
        var known: [Annotation] = []
        for try await annotation in roost.allAnnotations(of: dataset, filter) where annotation.geometry == .image {
            known.append(annotation)
        }
        guard let first = known.first else {
            _ = try await roost.addAnnotations([.init(itemID: item, Annotation.Draft(label: label))], to: dataset)
            return
        }
        _ = try await roost.updateAnnotation(first.id, of: dataset, Annotation.Changes(label: label))
        guard known.count > 1 else { return }
        _ = try await roost.deleteAnnotations(known.dropFirst().map(\.id), of: dataset)
    }
}
