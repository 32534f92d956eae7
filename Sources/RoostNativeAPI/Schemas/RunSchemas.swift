import RoostEntities

let runSchemas: [String: Schema] = [
    "Experiment": .object([
        .field("id", .named("Identifier")),
        .field("projectID", .named("Identifier")),
        .field("name", .named("ExperimentName")),
        .field("description", .string()),
        .field("tags", .named("Tags")),
        .field("createdAt", .named("Timestamp")),
        .field("updatedAt", .named("Timestamp")),
        .optional("deletedAt", .named("Timestamp")),
    ]),
    "NewExperiment": .object([
        .field("name", .named("ExperimentName")),
        .optional("description", .text()),
        .optional("tags", .named("Tags")),
    ]),
    "ExperimentChanges": .object(
        "What is left out stays as it is.",
        [
            .optional("name", .named("ExperimentName")),
            .optional("description", .text()),
            .optional("tags", tagChanges),
        ]
    ),
    "Run": .object([
        .field("id", .named("Identifier")),
        .optional("foreignID", .named("RunID")),
        .field("projectID", .named("Identifier")),
        .field("experimentID", .named("Identifier")),
        .field("experiment", .named("ExperimentName")),
        .field("name", .string()),
        .field("status", .word(of: Run.Status.self)),
        .field("startedAt", .named("Timestamp")),
        .optional("endedAt", .named("Timestamp")),
        .optional("parentID", .named("Identifier")),
        .optional("executionID", .named("Identifier")),
        .optional("versionID", .named("Identifier")),
        .field("note", .string()),
        .field("tags", .named("Tags")),
        .field("parameters", .map(to: .string())),
        .field("metrics", .map(to: .named("MetricSummary"))),
        .field("inputs", .list(of: .named("RunInput"))),
        .field("createdBy", .string()),
        .optional("deletedAt", .named("Timestamp")),
    ]),
    "NewRun": .object([
        .field("experiment", .named("ExperimentName")),
        .optional("name", runName),
        .optional("parentID", .named("Identifier")),
        .optional("version", .named("Reference")),
        .optional("note", .text()),
        .optional("tags", .named("Tags")),
        .optional("parameters", parameters),
        .optional("inputs", .list(of: .named("RunInput"), count: 0...100)),
        .optional("startedAt", .named("Timestamp")),
    ]),
    "RunInput": .object([
        .field("dataset", .text("A dataset's name; 500 bytes at most.")),
        .optional("snapshotID", .named("Identifier")),
        .optional("digest", .text("What tells this state of the data from others.")),
        .optional("context", .text("What it is read for, such as training.")),
    ]),
    "RunChanges": .object(
        "What is left out stays as it is.",
        [
            .optional("status", .word(of: Run.Status.self)),
            .optional("endedAt", .named("Timestamp")),
            .optional("name", runName),
            .optional("note", .text()),
            .optional("tags", tagChanges),
        ]
    ),
    "RunEntries": .object([
        .optional("parameters", parameters),
        .optional("metrics", .list(of: .named("NewMetricPoint"), count: 0...1000)),
        .optional("tags", tagChanges),
    ]),
    "NewMetricPoint": .object([
        .field("key", .named("RunKey")),
        .field("value", .named("MetricNumber")),
        .optional("step", .integer("0 unless said.", .min ... .max)),
        .optional("at", .named("Timestamp")),
    ]),
    "MetricPoint": .object([
        .field("key", .named("RunKey")),
        .field("step", .integer(nil, .min ... .max)),
        .field("at", .named("Timestamp")),
        .field("value", .named("MetricNumber")),
    ]),
    "MetricSummary": .object([
        .field("last", .named("MetricNumber")),
        .field("step", .integer("Of the last value.", .min ... .max)),
        .field("at", .named("Timestamp")),
        .optional("min", .named("MetricNumber")),
        .optional("max", .named("MetricNumber")),
        .field("count", .integer("How many points there are.")),
    ]),
    "MetricNumber": .anyOf([.number(), .constants(["NaN", "Infinity", "-Infinity"])]),
    "RunArtifact": .object([
        .field("path", .string()),
        .field("digest", .named("Digest")),
        .field("size", .integer("In bytes.")),
        .field("createdAt", .named("Timestamp")),
    ]),
    "NewRunArtifacts": .object([
        .field("artifacts", .list(of: uploaded, count: 0...100_000))
    ]),
    "RunComparison": .object([
        .field("runs", .list(of: .named("Run"))),
        .field("parameters", .list(of: line(of: .string()))),
        .field("metrics", .list(of: line(of: .named("MetricSummary")))),
    ]),
    "ExperimentName": .string(
        "One line of 1 to 500 bytes, not blank.",
        pattern: "^[^\\u0000-\\u001f\\u007f]*[^\\u0000-\\u0020\\u007f][^\\u0000-\\u001f\\u007f]*$",
        example: "digits"
    ),
    "RunID": .string(
        "The identifier of a run, or the one it had where it was copied from.",
        pattern: "^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$",
        example: "6920f1c2a1b2c3d4e5000001"
    ),
    "RunKey": .string(
        "1 to 250 bytes on one line.",
        pattern: "^[^\\u0000-\\u001f\\u007f]+$",
        example: "system/cpu_percent"
    ),
]

private let runName = Schema.string(
    "One line of 1 to 250 bytes, not blank; made up unless said.",
    pattern: "^[^\\u0000-\\u001f\\u007f]*[^\\u0000-\\u0020\\u007f][^\\u0000-\\u001f\\u007f]*$"
)

private let parameters = Schema.map(
    to: .text(),
    keys: .named("RunKey"),
    "Written once; a value has 24,000 bytes at most.",
    limit: 1000
)

private let tagChanges = Schema.map(
    to: .text().nullable,
    keys: .string(pattern: "^[^\\u0000-\\u001f\\u007f]+$"),
    "Put on top of the tags there are; null removes a key.",
    limit: 200
)

private let uploaded = Schema.object([
    .field("path", .named("Path")),
    .field("digest", .named("Digest")),
])

private func line(of value: Schema) -> Schema {
    .object([
        .field("key", .string()),
        .field("values", .list(of: value.nullable, "In the order of the runs.")),
        .field("differs", .flag("Not all runs have the same.")),
    ])
}
