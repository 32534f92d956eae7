import RoostAPISupport
import RoostEntities

/// The names that addresses of the native API are made of.
extension APIContext {
    var project: Project.Name {
        get throws(RoostError) { try parameter("project", Project.Name.init) }
    }

    var model: Model.Name {
        get throws(RoostError) { try parameter("model", Model.Name.init) }
    }

    /// The version that the parts `model` and `version` of the address point at.
    var reference: Reference {
        get throws(RoostError) {
            Reference(model: try model, selector: try parameter("version", Reference.Selector.init(segment:)))
        }
    }

    var alias: Alias {
        get throws(RoostError) { try parameter("alias", Alias.init) }
    }

    var dataset: Dataset.Name {
        get throws(RoostError) { try parameter("dataset", Dataset.Name.init) }
    }

    var experiment: Experiment.Name {
        get throws(RoostError) { try parameter("experiment", Experiment.Name.init) }
    }

    var run: TrackedRunID {
        get throws(RoostError) { try parameter("run", TrackedRunID.init) }
    }

    var runKey: Run.Key {
        get throws(RoostError) { try parameter("key", Run.Key.init) }
    }

    /// The snapshot that the part `snapshot` of the address names.
    var snapshot: Snapshot.Selector {
        get throws(RoostError) { try parameter("snapshot", Snapshot.Selector.init) }
    }

    var digest: Digest {
        get throws(RoostError) { try parameter("digest", Digest.init) }
    }

    var artifactPath: Artifact.Path {
        get throws(RoostError) { try remainder(Artifact.Path.init) }
    }

    func id<Entity>(of entity: Entity.Type = Entity.self) throws(RoostError) -> Identifier<Entity> {
        try parameter("id") { text throws(RoostError) in try Identifier<Entity>(text) }
    }
}

extension Reference.Selector {
    /// How an address names a version of a model.
    ///
    ///     segment = number | "latest" | "@" alias
    init(segment: String) throws(RoostError) {
        if segment == "latest" {
            self = .latest
        } else if segment.hasPrefix("@") {
            self = .alias(try Alias(String(segment.dropFirst())))
        } else if segment.wholeMatch(of: /[1-9][0-9]{0,9}/) != nil, let number = Int(segment) {
            self = .number(try Version.Number(number))
        } else {
            throw RoostError(
                .invalidArgument,
                "\(quoted(segment)) names no version: use its number, 'latest' or '@' and an alias"
            )
        }
    }
}
