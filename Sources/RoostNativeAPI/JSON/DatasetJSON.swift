import RoostEntities

struct NewDatasetJSON: Decodable {
    let name: Dataset.Name
    let description: String?
    let labels: [Label]?
    let strict: Bool?
    let metadata: [String: JSONValue]?
}

struct NewItemsJSON: Decodable {
    let items: [NewItemJSON]
}

struct NewItemJSON: Decodable {
    let path: Artifact.Path
    let digest: Digest
    let subset: Subset?
    let annotations: [NewAnnotationJSON]?
    let metadata: [String: JSONValue]?

    var draft: Item.Draft {
        Item.Draft(
            path: path,
            digest: digest,
            subset: subset,
            annotations: (annotations ?? []).map(\.draft),
            metadata: metadata ?? [:]
        )
    }
}

/// Ground truth to be; without a geometry it speaks of the whole image.
struct NewAnnotationJSON: Decodable {
    let label: String
    let geometry: Geometry?
    let attributes: [String: JSONValue]?

    var draft: Annotation.Draft {
        Annotation.Draft(label: label, geometry: geometry ?? .image, attributes: attributes ?? [:])
    }
}

struct AnnotationAdditionsJSON: Decodable {
    let annotations: [Annotation.Addition]
}

struct IdentifiersJSON<Entity: Sendable>: Decodable {
    let ids: [Identifier<Entity>]
}

struct CountJSON: Encodable {
    let count: Int
}
