import RoostEntities

let executionSchemas: [String: Schema] = [
    "Execution": .object([
        .field("id", .named("Identifier")),
        .field("projectID", .named("Identifier")),
        .field("kind", .word(of: Execution.Kind.self)),
        .field("status", .word(of: Execution.Status.self)),
        .field("versionID", .named("Identifier")),
        .field("version", .named("Reference")),
        .field("input", input),
        .field("progress", .named("Progress")),
        .optional("predictions", .list(of: .named("Prediction"), "In the order of the images.")),
        .optional("failure", .string()),
        .field("attempts", .integer("How many times it was started.")),
        .field("createdBy", .string()),
        .field("createdAt", .named("Timestamp")),
        .optional("startedAt", .named("Timestamp")),
        .optional("finishedAt", .named("Timestamp")),
        .optional("heartbeatAt", .named("Timestamp")),
    ]),
    "NewExecution": .object([
        .optional("kind", .word(of: Execution.Kind.self)),
        .field("version", .named("Reference")),
        .field(
            "input",
            .object(
                "Images that were uploaded before, or a dataset.",
                [
                    .optional("images", .list(of: image, count: 0...10_000)),
                    .optional("dataset", .named("ModelName")),
                    .optional("subset", .word(of: Subset.self)),
                    .optional("top", top),
                ]
            )
        ),
    ]),
    "Progress": .object([
        .field("done", .integer()),
        .field("failed", .integer("Of those done, how many could not be worked on.")),
        .optional("total", .integer()),
    ]),
    "Prediction": .object([
        .field("annotations", .list(of: .named("PredictedAnnotation"), "The most confident first.")),
        .optional("failure", .text("Why there are none.")),
    ]),
    "PredictedAnnotation": .object([
        .field("label", labelName),
        .field("geometry", .named("Geometry")),
        .optional("score", .number(nil, 0...1)),
    ]),
    "LogChunk": .object([
        .field("text", .string()),
        .field("nextOffset", .integer("Where the next part begins, in bytes.")),
        .field("finished", .flag("Nothing more will come.")),
    ]),
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
]

private let image = Schema.object([
    .field("name", .text()),
    .field("digest", .named("Digest")),
])

private let top = Schema.integer("How many answers an image gets at most.", 1...1000)

private let input = Schema.object([
    .field("images", .list(of: image)),
    .optional("datasetID", .named("Identifier")),
    .optional("dataset", .named("ModelName")),
    .optional("subset", .word(of: Subset.self)),
    .field("top", .integer()),
])
