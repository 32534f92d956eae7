import RoostEntities

/// A version to be; only its artifacts and where they came from have to be said.
struct NewVersionJSON: Decodable {
    let artifacts: [Artifact.Draft]
    let source: Version.Source
    let description: String?
    let tags: Tags?
    let task: String?
    let type: String?
    let labels: [String]?
    let configuration: JSONValue?
    let open: Bool?

    var draft: Version.Draft {
        Version.Draft(
            artifacts: artifacts,
            source: source,
            description: description ?? "",
            tags: tags ?? .none,
            task: task,
            type: type,
            labels: labels ?? [],
            configuration: configuration ?? .object([:]),
            open: open ?? false
        )
    }
}

struct NewArtifactsJSON: Decodable {
    let artifacts: [Artifact.Draft]
}
