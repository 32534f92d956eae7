import RoostEntities
import RoostOperations

extension Fields {
    /// The name of a model that may or may not be there.
    ///
    /// - Throws: `invalidArgument` in MLflow's words for what it calls no name, `notFound` for one that no model here can have.
    var modelName: Model.Name {
        get throws(RoostError) {
            let text = try registryName("name")
            guard let name = try? Model.Name(text) else { throw RegistryRefusal.noModel(text).error }
            return name
        }
    }

    /// The name that a model is to have.
    ///
    /// - Throws: `invalidArgument`.
    func newModelName(_ field: String) throws(RoostError) -> Model.Name {
        let text = try registryName(field)
        do {
            return try Model.Name(text)
        } catch {
            throw RoostError(.invalidArgument, "Invalid model name: \(error.message)", cause: error)
        }
    }

    private func registryName(_ field: String) throws(RoostError) -> String {
        let text = try needed(field)
        guard text.contains(where: { !$0.isWhitespace }) else { throw missing(field) }
        guard !text.contains("/"), !text.contains(":") else {
            throw RoostError(
                .invalidArgument,
                "Invalid model name '\(text)'. Names cannot contain '/' or ':'."
            )
        }
        return text
    }

    /// The number of the version that is spoken of.
    var versionNumber: Int64 {
        get throws(RoostError) {
            let text = try needed("version")
            guard let number = Int64(text) else {
                throw RoostError(.invalidArgument, "Parameter 'version' must be an integer, got '\(text)'.")
            }
            return number
        }
    }

    /// The tag of a model or a version that is to be set.
    var registryTag: (key: String, value: String) {
        get throws(RoostError) {
            let key = try registryTagKey
            let value = try text("value") ?? ""
            guard value.unicodeScalars.count <= 100_000 else { throw EntityName.tooLong("value", 100_000) }
            return (key, value)
        }
    }

    var registryTagKey: String {
        get throws(RoostError) {
            let key = try needed("key")
            try EntityName.check(key, "key", kind: "key")
            return key
        }
    }

    /// Tags of a model or a version to be; of a key that comes twice the last counts.
    var registryTags: [String: String] {
        get throws(RoostError) {
            var tags: [String: String] = [:]
            for tag in try objects("tags") {
                let (key, value) = try tag.registryTag
                tags[key] = value
            }
            return tags
        }
    }

    /// A text that was said and is not empty.
    func said(_ name: String) throws(RoostError) -> String? {
        guard let text = try text(name), !text.isEmpty else { return nil }
        return text
    }

    /// A stage by MLflow's name for it, in whatever letters.
    static func stage(_ text: String) throws(RoostError) -> TrackedVersion.Stage {
        guard let stage = TrackedVersion.Stage(rawValue: text.lowercased()) else {
            throw RoostError(
                .invalidArgument,
                "Invalid Model Version stage: \(text). Value must be one of None, Staging, Production, Archived."
            )
        }
        return stage
    }
}
