import RoostEntities

/// What workers say.
let workerSchemas: [String: Schema] = [
    "Heartbeat": .object([
        .field("progress", .named("Progress"))
    ]),
    "HeartbeatAnswer": .object([
        .field("cancel", .flag("Stop, and finish with what there is."))
    ]),
    "Results": .object([
        .field(
            "results",
            .list(
                of: .object(
                    "About an item, or about the image of that index.",
                    [
                        .optional("itemID", .named("Identifier")),
                        .optional("index", .integer()),
                        .field("prediction", .named("Prediction")),
                    ]
                ),
                count: 0...1000
            )
        )
    ]),
    "Finish": .object([
        .optional("failure", .text("Why the work failed; none if it did not."))
    ]),
    "Outcomes": .object([
        .field("outcomes", .list(of: .named("Outcome"), count: 0...1000))
    ]),
    "Objects": .object([
        .field("objects", .list(of: .named("ObjectOutcome"), count: 0...1000))
    ]),
    "EvaluationResult": .object([
        .field("report", .named("EvaluationReport")),
        .optional("evidence", .named("Digest")),
        .field("metrics", .map(to: .number(), "What the adapter measured besides, by name.", limit: 1000)),
        .field("cost", .named("Cost")),
    ]),
    "TrainingResult": .object([
        .field("artifacts", .list(of: .named("NewArtifact"), "Files; no links.", count: 1...100_000)),
        .field("labels", .list(of: labelName, "Names of the classes, by index.")),
        .optional("task", .text()),
        .optional("type", .text()),
        .field("configuration", .map(to: .any("Any JSON."))),
        .field("settings", .map(to: .any("Any JSON."), "With every default filled in.", limit: 200)),
        .field("adapter", .text("The code that trained it.")),
        .field("environment", .named("Environment")),
        .field("metrics", .map(to: .number(), "Measured at the end of the training, by name.", limit: 1000)),
    ]),
    "Environment": .object([
        .field("roost", .text("The version of Roost.")),
        .field("runtime", .text("The version of ONNX Runtime.")),
        .field("system", .text("The operating system.")),
        .field("processor", .text("The kind of processor.")),
    ]),
    "Reproduction": .object([
        .field("matches", .flag("Every artifact came out the same, byte for byte.")),
        .field("artifacts", .list(of: reproducedArtifact)),
        .field("environment", .list(of: environmentDifference)),
        .field("metrics", .list(of: metricDifference)),
        .field("words", .text()),
    ]),
]

private let reproducedArtifact = Schema.object([
    .field("path", .named("Path")),
    .optional("expected", .named("Digest")),
    .optional("actual", .named("Digest")),
    .optional("maxDifference", .number("Of two weights at the same place.")),
])

private let environmentDifference = Schema.object([
    .field("name", .text()),
    .field("expected", .text()),
    .field("actual", .text()),
])

private let metricDifference = Schema.object([
    .field("name", .text()),
    .optional("expected", .number()),
    .optional("actual", .number()),
])
