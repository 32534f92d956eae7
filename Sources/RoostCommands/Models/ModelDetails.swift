import RoostClient

/// A model with what gathers under it.
struct ModelDetails: Encodable {
    let model: Model
    /// The newest, not all.
    let versions: [Version]
    let aliases: [AliasTarget]
}

extension ModelDetails {
    init(_ model: Model, from roost: Roost) async throws {
        guard model.deletedAt == nil else {
            self.init(model: model, versions: [], aliases: [])
            return
        }
        self.init(
            model: model,
            versions: try await roost.versions(of: model.name, page: PageRequest(limit: 20)).items,
            aliases: try await roost.aliases(of: model.name)
        )
    }
}

extension ModelDetails: Details {
    var fields: [Field] {
        [
            Field("model", model.name),
            Field("state", model.deletedAt != nil ? "deleted" : model.archivedAt != nil ? "archived" : nil),
            Field("description", model.description),
            Field("tags", model.tags.text),
            Field("aliases", aliases.map { "\($0.alias) -> \($0.version)" }.joined(separator: "\n")),
            Field("versions", versions.isEmpty ? "none yet" : versions.map(Self.line).joined(separator: "\n")),
            Field("older", versions.count < model.versionCount ? "\(model.versionCount - versions.count) more" : nil),
            Field("created", model.createdAt.short),
            Field("updated", model.updatedAt.short == model.createdAt.short ? nil : model.updatedAt.short),
        ]
    }

    private static func line(_ version: Version) -> String {
        let aliases = version.aliases.map { " @\($0)" }.joined()
        return "\(version.number)  \(version.state)  \(ByteText(version.size))  \(version.createdAt.short)\(aliases)"
    }
}
