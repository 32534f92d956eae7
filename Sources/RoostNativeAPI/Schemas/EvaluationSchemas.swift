import RoostEntities

let evaluationSchemas: [String: Schema] = [
    "Evaluation": .object([
        .field("id", .named("Identifier")),
        .field("projectID", .named("Identifier")),
        .field("executionID", .named("Identifier")),
        .field("versionID", .named("Identifier")),
        .field("version", .named("Reference")),
        .field("snapshotID", .named("Identifier")),
        .field("snapshot", .named("Digest")),
        .field("datasetID", .named("Identifier")),
        .field("dataset", .named("ModelName")),
        .optional("subset", .word(of: Subset.self)),
        .field("status", .word(of: Execution.Status.self)),
        .optional("report", .named("EvaluationReport")),
        .field("metrics", numbers("Of the report, of the adapter and of the user.")),
        .field("cost", .named("Cost")),
        .optional("evidence", .named("Digest")),
        .field("createdBy", .string()),
        .field("createdAt", .named("Timestamp")),
        .optional("finishedAt", .named("Timestamp")),
    ]),
    "Cost": .object([
        .optional("latencyMilliseconds", .number("Of one item by itself: the median.")),
        .optional("itemsPerSecond", .number("From image to answer.")),
        .optional("peakMemory", .integer("Of the process, in bytes.")),
        .optional("size", .integer("Of the version's artifacts, in bytes.")),
    ]),
    "Outcome": .object([
        .field("itemID", .named("Identifier")),
        .field("path", .named("Path")),
        .field("kind", .word(of: Outcome.Kind.self)),
        .optional("truth", labelName),
        .optional("predicted", labelName),
        .optional("confidence", .number(nil, 0...1)),
        .optional("truthProbability", .number(nil, 0...1)),
        .optional("truthRank", .integer("1 when it is the answer.", 1...1_000_000_000)),
        .optional("failure", .text()),
        .optional("objects", objectCounts),
        .optional("quality", .number("F1, mean IoU or panoptic quality of the item.", 0...1)),
    ]),
    "ReviewedItem": .object([
        .field("outcome", .named("Outcome")),
        .field("digest", .named("Digest")),
    ]),
    "ObjectOutcome": .object([
        .field("itemID", .named("Identifier")),
        .field("path", .named("Path")),
        .field("number", .integer("Counts from 0 within the item.", 0...1_048_575)),
        .field("kind", .word(of: ObjectOutcome.Kind.self)),
        .optional("truth", labelName),
        .optional("predicted", labelName),
        .optional("score", .number(nil, 0...1)),
        .optional("overlap", .number("Of answer and object.", 0...1)),
        .optional("object", .integer("Its place among the annotations of the item.", 0...1_048_575)),
        .optional("truthGeometry", .named("Geometry")),
        .optional("predictedGeometry", .named("Geometry")),
    ]),
    "ReviewedObject": .object([
        .field("outcome", .named("ObjectOutcome")),
        .field("digest", .named("Digest")),
    ]),
    "ChangedObject": .object([
        .field("change", .word(of: ChangedItem.Change.self)),
        .field("before", .named("ObjectOutcome")),
        .field("after", .named("ObjectOutcome")),
        .field("digest", .named("Digest")),
    ]),
    "ReviewCounts": .object([
        .field("classes", .list(of: classCounts, "In the order of the report's labels.")),
        .optional("objects", .list(of: reviewedObjects, "In the order of the report's labels.")),
        .field("incorrect", .integer()),
        .field("unlabeled", .integer()),
        .field("ambiguous", .integer()),
        .field("failed", .integer()),
    ]),
    "ChangedItem": .object([
        .field("change", .word(of: ChangedItem.Change.self)),
        .field("before", .named("Outcome")),
        .field("after", .named("Outcome")),
        .field("digest", .named("Digest")),
    ]),
    "ChangeCounts": .object(
        changes + [
            .field("classes", .list(of: .object([.field("label", .string())] + changes), "By label."))
        ]
    ),
    "ClassificationReport": .object([
        .field("labels", .list(of: .string())),
        .field("unknownLabels", .list(of: .string(), "Of ground truth that the version cannot answer.")),
        .field("count", .integer("Items with one label and an answer.")),
        .field("correct", .integer()),
        .field("unlabeled", .integer()),
        .field("ambiguous", .integer()),
        .field("failed", .integer()),
        .optional("accuracy", .number()),
        .optional("balancedAccuracy", .number()),
        .field("topK", .map(to: .number(), keys: .string(pattern: "^-?[0-9]{1,18}$"), "Accuracy by k.")),
        .optional("macro", averages),
        .optional("micro", averages),
        .optional("weighted", averages),
        .optional("logLoss", .number()),
        .optional("brier", .number()),
        .optional("mcc", .number()),
        .optional("kappa", .number()),
        .optional("calibration", calibration),
        .optional("rocAUC", classMeans),
        .optional("averagePrecision", classMeans),
        .field("perClass", .list(of: perClass)),
        .field("confusion", .list(of: cell, "The cells that are not 0.")),
    ]),
]

func numbers(_ meaning: String) -> Schema { .map(to: .number(), meaning) }

private let classCounts = Schema.object([
    .field("label", .string()),
    .field("support", .integer()),
    .field("correct", .integer()),
    .field("falsePositives", .integer()),
    .field("falseNegatives", .integer()),
])

private let changes: [Schema.Field] = [
    .field("stillRight", .integer()),
    .field("fixed", .integer()),
    .field("broken", .integer()),
    .field("stillWrong", .integer()),
]

private let averages = Schema.object([
    .field("precision", .number()),
    .field("recall", .number()),
    .field("f1", .number()),
])

private let classMeans = Schema.object([
    .field("macro", .number()),
    .field("weighted", .number()),
])

private let calibration = Schema.object([
    .field("ece", .number()),
    .field("mce", .number()),
    .field(
        "bins",
        .list(
            of: .object([
                .field("lower", .number()),
                .field("upper", .number()),
                .field("count", .integer()),
                .optional("confidence", .number()),
                .optional("accuracy", .number()),
            ])
        )
    ),
])

private let perClass = Schema.object([
    .field("label", .string()),
    .field("support", .integer()),
    .field("predicted", .integer()),
    .field("truePositives", .integer()),
    .field("precision", .number()),
    .field("recall", .number()),
    .field("f1", .number()),
    .optional("rocAUC", .number()),
    .optional("averagePrecision", .number()),
    .optional(
        "curve",
        .object([
            .field("positives", .integer()),
            .field("negatives", .integer()),
            .field(
                "points",
                .list(
                    of: .object([
                        .field("threshold", .number(nil, -1e30...1e30)),
                        .field("truePositives", .integer()),
                        .field("falsePositives", .integer()),
                    ])
                )
            ),
        ])
    ),
])

private let cell = Schema.object([
    .field("truth", .string()),
    .field("predicted", .string()),
    .field("count", .integer()),
])
