/// The labels of a dataset together: what holds between them, and what they allow annotations to say.
public struct Ontology: Sendable, Hashable {
    public let labels: [Label]
    /// Whether a label that is not here is refused.
    public let isStrict: Bool
    private let byName: [String: Label]

    /// - Parameters:
    ///   - labels: in order; each name once, each parent among them, no circle.
    ///   - isStrict: whether a label that is not here is refused.
    /// - Throws: `invalidArgument` when the labels make no tree.
    public init(_ labels: [Label], isStrict: Bool = false) throws(RoostError) {
        var byName: [String: Label] = [:]
        for label in labels {
            guard byName.updateValue(label, forKey: label.name) == nil else {
                throw RoostError(.invalidArgument, "label \(quoted(label.name)) is there twice; name each once")
            }
        }
        self.labels = labels
        self.isStrict = isStrict
        self.byName = byName
        try checkTree()
    }

    public subscript(name: String) -> Label? { byName[name] }

    /// Checks what an annotation of ground truth says.
    ///
    /// - Throws: `invalidArgument` that names the label and the attribute, and says what is allowed.
    public func check(_ draft: Annotation.Draft) throws(RoostError) {
        guard let label = byName[draft.label] else {
            guard isStrict else { return }
            throw RoostError(
                .invalidArgument,
                "label \(quoted(draft.label)) is not in the dataset's ontology; use one of \(known), or add the label"
            )
        }
        guard !label.attributes.isEmpty else { return }
        for attribute in label.attributes {
            try attribute.check(draft.attributes[attribute.name], of: label)
        }
        let names = Set(label.attributes.map(\.name))
        if let stranger = draft.attributes.keys.sorted().first(where: { !names.contains($0) }), isStrict {
            throw RoostError(
                .invalidArgument,
                "label \(quoted(label.name)) has no attribute \(quoted(stranger)); leave it out, or add it to the label"
            )
        }
    }

    private var known: String {
        let shown = labels.prefix(10).map { quoted($0.name) }.joined(separator: ", ")
        return labels.count > 10 ? shown + ", …" : shown
    }

    private func checkTree() throws(RoostError) {
        var settled: Set<String> = []
        for label in labels {
            var path: Set<String> = []
            var next: Label? = label
            while let current = next, !settled.contains(current.name) {
                guard path.insert(current.name).inserted else {
                    throw RoostError(
                        .invalidArgument,
                        "label \(quoted(current.name)) is its own ancestor; give one of the circle another parent"
                    )
                }
                guard let parent = current.parent else { break }
                guard let above = byName[parent] else {
                    throw RoostError(
                        .invalidArgument,
                        "label \(quoted(current.name)) has the parent \(quoted(parent)), which is no label; add it"
                    )
                }
                next = above
            }
            settled.formUnion(path)
        }
    }
}

extension Label.Attribute {
    fileprivate func check(_ value: JSONValue?, of label: Label) throws(RoostError) {
        let place = "attribute \(quoted(name)) of label \(quoted(label.name))"
        guard let value, value != .null else {
            guard !isRequired else {
                throw RoostError(.invalidArgument, "\(place) is required; give it a value")
            }
            return
        }
        switch (kind, value) {
        case (.text, .string), (.boolean, .bool), (.number, .integer), (.number, .number): return
        case (.choice, .string(let chosen)) where choices.contains(chosen): return
        case (.choice, _):
            let list = choices.prefix(10).map { quoted($0) }.joined(separator: ", ")
            throw RoostError(.invalidArgument, "\(place) is one of \(list)")
        default:
            throw RoostError(.invalidArgument, "\(place) is a \(kind.rawValue); give it one")
        }
    }
}
