import RoostClient

extension Version: Row {
    static var columns: [String] { ["version", "status", "aliases", "type", "size", "created", "description"] }

    var cells: [String] {
        [
            reference.text,
            state,
            aliases.map(\.text).joined(separator: ", "),
            type ?? "-",
            ByteText(size).description,
            createdAt.short,
            description,
        ]
    }

    var state: String {
        if deletedAt != nil { return "deleted" }
        return status.rawValue + (archivedAt != nil ? " (archived)" : "")
    }
}

extension Version: Details {
    var fields: [Field] {
        summary + [
            Field("labels", labels.isEmpty ? nil : labels.summary),
            Field("configuration", configuration.text),
            Field("created", "\(createdAt.short) by \(createdBy)"),
            Field("updated", updatedAt.short == createdAt.short ? nil : updatedAt.short),
        ]
    }

    /// What to say of a version that was just made or changed.
    var summary: [Field] {
        [
            Field("version", reference),
            Field("status", state + (failure.map { ": \($0)" } ?? "")),
            Field("description", description),
            Field("aliases", aliases.map(\.text).joined(separator: ", ")),
            Field("task", task),
            Field("type", type),
            Field("artifacts", "\(artifactCount), \(ByteText(size))"),
            Field("digest", digest?.text),
            Field("source", source.text),
            Field("parent", parent?.text),
            Field("trained on", training.map { "\($0.dataset)@\($0.snapshot.text.prefix(12)), seed \($0.seed)" }),
            Field("settings", training.map { $0.settings.text }),
            Field("tags", tags.text),
        ]
    }
}

extension [String] {
    /// How many there are and the first of them.
    fileprivate var summary: String {
        "\(count): " + prefix(10).joined(separator: ", ") + (count > 10 ? ", …" : "")
    }
}

extension Tags {
    /// One a line, sorted.
    var text: String {
        values.sorted { $0.key < $1.key }.map { "\($0.key) = \($0.value)" }.joined(separator: "\n")
    }
}

extension JSONValue {
    /// One member a line, sorted; nested ones as JSON.
    fileprivate var text: String {
        guard case .object(let members) = self else { return "" }
        return members.sorted { $0.key < $1.key }.map { "\($0.key) = \($0.value.compact)" }.joined(separator: "\n")
    }

    private var compact: String {
        switch self {
        case .null: "null"
        case .bool(let value): String(value)
        case .integer(let value): String(value)
        case .number(let value): String(value)
        case .string(let value): value
        case .array(let values): "[" + values.map(\.compact).joined(separator: ", ") + "]"
        case .object(let members):
            "{" + members.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value.compact)" }.joined(separator: ", ")
                + "}"
        }
    }
}
