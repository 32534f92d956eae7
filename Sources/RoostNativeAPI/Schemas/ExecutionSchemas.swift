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
        .optional("result", result),
        .optional("runID", .named("Identifier")),
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
                "Images that were uploaded before, or a dataset; what to train by a training, and by it alone.",
                [
                    .optional("images", .list(of: image, count: 0...10_000)),
                    .optional("dataset", .named("ModelName")),
                    .optional("subset", .word(of: Subset.self)),
                    .optional("snapshotID", .named("Identifier")),
                    .optional("top", top),
                    .optional("answers", .named("AnswerOptions")),
                    .optional("training", newTraining),
                    .optional("evaluation", evaluationRequest),
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
    "AnswerOptions": .object(
        "What is wanted of a detector's or segmenter's answers; what is not said is as the model has it.",
        [
            .optional("task", .word(of: ModelTask.self, "Of those that the model can do.")),
            .optional("threshold", .number("Objects must be surer than this.", 0...1)),
            .optional("maskThreshold", .number("From which probability a pixel belongs to a mask.", 0...1)),
            .optional("overlapThreshold", .number("How much of a panoptic segment must be left.", 0...1)),
            .optional("outlines", .flag("Polygons instead of masks.")),
        ]
    ),
    "LogChunk": .object([
        .field("text", .string()),
        .field("nextOffset", .integer("Where the next part begins, in bytes.")),
        .field("finished", .flag("Nothing more will come.")),
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
    .optional("snapshotID", .named("Identifier")),
    .optional("snapshot", .named("Digest")),
    .field("top", .integer()),
    .optional("answers", .named("AnswerOptions")),
    .optional("training", training),
    .optional("evaluation", evaluationRequest),
])

private let newTraining = Schema.object([
    .field("model", .named("ModelName")),
    .optional("settings", .map(to: .any("Any JSON."), "What the version's adapter is told.", limit: 200)),
    .optional("seed", .integer()),
    .optional("description", .text()),
])

private let training = Schema.object([
    .field("model", .named("ModelName")),
    .field("settings", .any("What the version's adapter is told.")),
    .field("seed", .integer()),
    .optional("description", .string()),
    .optional("reproduces", .named("Identifier")),
    .optional("original", .named("Reference")),
])

private let evaluationRequest = Schema.object([
    .optional(
        "metrics",
        .list(
            of: .object(
                "A number over those of the report.",
                [
                    .field("name", .string(pattern: "^[a-z][a-z0-9_]{0,63}$", example: "worst")),
                    .field("expression", .string(example: "min(recall(\"3\"), recall(\"8\"))")),
                ]
            ),
            count: 0...100
        )
    ),
    .optional("stuff", .list(of: labelName, "Labels of what cannot be counted, such as sky.")),
    .optional("unlabeledAs", labelName),
])

private let result = Schema.object(
    "What it makes: the version and the evaluation are there, unfinished, from the beginning.",
    [
        .optional("version", .named("Reference")),
        .optional("evaluationID", .named("Identifier")),
        .optional("reproduction", .named("Reproduction")),
    ]
)
