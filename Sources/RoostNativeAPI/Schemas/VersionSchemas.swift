import RoostEntities

let versionSchemas: [String: Schema] = [
    "Version": .object([
        .field("id", .named("Identifier")),
        .field("projectID", .named("Identifier")),
        .field("modelID", .named("Identifier")),
        .field("model", .named("ModelName")),
        .field("number", .named("VersionNumber")),
        .field("status", .word(of: Version.Status.self)),
        .optional("failure", .string("Why the status is failed.")),
        .field("description", .string()),
        .field("tags", .named("Tags")),
        .field("aliases", .list(of: .named("Alias"))),
        .optional("task", .string("What the model does, such as image-classification.")),
        .optional("type", .string("The architecture or format, such as vit or onnx.")),
        .field("labels", .list(of: .string(), "Names of the classes, by index.")),
        .field("configuration", .any("What the author configured.")),
        .field("source", .named("Source")),
        .optional("parentID", .named("Identifier")),
        .optional("parent", .named("Reference")),
        .optional("training", .named("TrainingRecord")),
        .optional("digest", .named("Digest")),
        .field("artifactCount", .integer()),
        .field("size", .integer("Bytes of its artifacts, links not counted.")),
        .field("createdBy", .string()),
        .field("createdAt", .named("Timestamp")),
        .field("updatedAt", .named("Timestamp")),
        .optional("archivedAt", .named("Timestamp")),
        .optional("deletedAt", .named("Timestamp")),
    ]),
    "TrainingRecord": .object(
        "How a version was trained: enough to do it again.",
        [
            .field("parentID", .named("Identifier")),
            .field("parentDigest", .named("Digest")),
            .field("snapshotID", .named("Identifier")),
            .field("snapshot", .named("Digest")),
            .field("dataset", .named("ModelName")),
            .field("settings", .any("Once it is trained with every default filled in.")),
            .field("seed", .integer()),
            .optional("adapter", .string("The code that trained it.")),
            .optional("environment", .named("Environment")),
            .field("metrics", .map(to: .number(), "Measured at the end of the training, by name.")),
            .field("executionID", .named("Identifier")),
            .optional("runID", .named("Identifier")),
        ]
    ),
    "NewVersion": .object([
        .field("artifacts", .list(of: .named("NewArtifact"), count: 0...100_000)),
        .field("source", .named("Source")),
        .optional("description", .text()),
        .optional("tags", .named("Tags")),
        .optional("task", .text()),
        .optional("type", .text()),
        .optional("labels", .list(of: labelName, "Names of the classes, by index.")),
        .optional("configuration", .map(to: .any("Any JSON."), "Carried as it is.")),
        .optional("open", .flag("Leaves the version open, so that artifacts can be added.")),
    ]),
    "Source": .object(
        "Where the artifacts came from.",
        [
            .field("kind", .word(of: Version.Source.Kind.self)),
            .field("location", .text("The folder's name, or the hub's owner/name.")),
            .optional("revision", .text("The hub's commit.")),
        ]
    ),
    "Clone": .object([
        .field("name", .named("ModelName")),
        .optional("description", .text()),
        .optional("open", .flag("Leaves the clone open, so that its artifacts can be changed.")),
    ]),
    "StatusChange": .object([
        .field("id", .named("Identifier")),
        .field("at", .named("Timestamp")),
        .field("actor", .string()),
        .optional("from", .word(of: Version.Status.self)),
        .field("to", .word(of: Version.Status.self)),
        .field("message", .string()),
    ]),
    "Artifact": .object([
        .field("id", .named("Identifier")),
        .field("path", .string()),
        .field("kind", .constants(["item", "link"])),
        .optional("digest", .named("Digest")),
        .optional("size", .integer("In bytes.")),
        .optional("url", .string("Where a link leads.")),
        .field("createdAt", .named("Timestamp")),
    ]),
    "NewArtifact": .anyOf([
        .object(
            "Uploaded content.",
            [
                .field("path", .named("Path")),
                .field("digest", .named("Digest")),
            ]
        ),
        .object(
            "A link; digest and size say what it should lead to.",
            [
                .field("path", .named("Path")),
                .field("url", .string(format: "uri", example: "https://example.org/model.onnx")),
                .optional("digest", .named("Digest")),
                .optional("size", .integer("In bytes.")),
            ]
        ),
    ]),
    "NewArtifacts": .object([
        .field("artifacts", .list(of: .named("NewArtifact"), count: 0...100_000))
    ]),
]
