import RoostEntities

let modelSchemas: [String: Schema] = [
    "Model": .object([
        .field("id", .named("Identifier")),
        .field("projectID", .named("Identifier")),
        .field("name", .named("ModelName")),
        .field("description", .string()),
        .field("tags", .named("Tags")),
        .field("createdAt", .named("Timestamp")),
        .field("updatedAt", .named("Timestamp")),
        .optional("archivedAt", .named("Timestamp")),
        .optional("deletedAt", .named("Timestamp")),
        .field("versionCount", .integer("How many versions are not deleted.")),
        .optional("latestVersion", .named("VersionNumber")),
    ]),
    "NewModel": .object([
        .field("name", .named("ModelName")),
        .optional("description", .text()),
        .optional("tags", .named("Tags")),
    ]),
    "Changes": .object(
        "What is left out stays as it is.",
        [
            .optional("description", .text()),
            .optional(
                "tags",
                .map(
                    to: .text().nullable,
                    keys: .string(pattern: "^[^\\u0000-\\u001f\\u007f]+$"),
                    "Put on top of the tags there are; null removes a key.",
                    limit: 200
                )
            ),
            .optional("archived", .flag()),
        ]
    ),
    "AliasTarget": .object([
        .field("alias", .named("Alias")),
        .field("version", .named("VersionNumber")),
        .field("updatedAt", .named("Timestamp")),
        .field("updatedBy", .string()),
    ]),
    "NewAlias": .object([
        .field("version", .named("VersionNumber"))
    ]),
]
