import RoostEntities

/// Reports of evaluations, by kind.
let reportSchemas: [String: Schema] = [
    "EvaluationReport": .oneOf([
        report(.classification, .named("ClassificationReport")),
        report(.detection, .named("DetectionReport")),
        report(.segmentation, .named("SegmentationReport")),
        report(.panoptic, .named("PanopticReport")),
    ]),
    "DetectionReport": .object([
        .field("labels", .list(of: .string())),
        .field("unknownLabels", .list(of: .string(), "Of ground truth that the version cannot answer.")),
        .field("overlap", .word(of: DetectionReport.Overlap.self)),
        .field("averages", .list(of: averages, "COCO's twelve by overlap, the main one first.")),
        .field("items", itemCounts),
        .field("objects", .integer()),
        .field("crowds", .integer()),
        .field("detections", .integer("Answers of any score.")),
        .field("threshold", .number("Answers surer than this count as given.", 0...1)),
        .field("matchingOverlap", .number(nil, 0...1)),
        .field("counts", objectCounts),
        .field("precision", .number(nil, 0...1)),
        .field("recall", .number(nil, 0...1)),
        .field("f1", .number(nil, 0...1)),
        .field("errors", errorCosts),
        .field("perClass", .list(of: detectedClass)),
        .field("confusion", .list(of: cell, "Answers on objects of another label.")),
    ]),
    "SegmentationReport": .object([
        .field("labels", .list(of: .string())),
        .field("unknownLabels", .list(of: .string(), "Of ground truth that the version cannot answer.")),
        .field("items", itemCounts),
        .optional("unlabeledAs", .string("The label of pixels without annotation.")),
        .field("pixels", .integer()),
        .field("ignoredPixels", .integer()),
        .optional("meanIoU", .number()),
        .optional("meanAccuracy", .number()),
        .optional("pixelAccuracy", .number()),
        .optional("meanDice", .number()),
        .optional("frequencyWeightedIoU", .number()),
        .field("perClass", .list(of: segmentedClass)),
        .field("confusion", .list(of: pixelCell, "Of pixels that are wrong, the most frequent first.")),
        .field("otherConfusion", .integer("Wrong pixels in no cell.")),
    ]),
    "PanopticReport": .object([
        .field("labels", .list(of: .string())),
        .field("unknownLabels", .list(of: .string(), "Of ground truth that the version cannot answer.")),
        .field("stuffLabels", .list(of: .string())),
        .field("items", itemCounts),
        .optional("all", quality),
        .optional("things", quality),
        .optional("stuff", quality),
        .field("perClass", .list(of: panopticClass)),
    ]),
]

let objectCounts = Schema.object([
    .field("truePositives", .integer()),
    .field("falsePositives", .integer()),
    .field("falseNegatives", .integer()),
])

let reviewedObjects = Schema.object([
    .field("label", .string()),
    .field("objects", .integer()),
    .field("truePositives", .integer()),
    .field("falsePositives", .integer()),
    .field("falseNegatives", .integer()),
    .field("errors", objectErrors),
])

private let objectErrors = Schema.object(
    ["classification", "localization", "both", "duplicate", "background", "missed", "mistaken"]
        .map { .field($0, .integer()) }
)

private func report(_ kind: EvaluationReport.Kind, _ schema: Schema) -> Schema {
    .object([.field("kind", .constants([kind.rawValue])), .field(kind.rawValue, schema)])
}

private let itemCounts = Schema.object(
    ["correct", "incorrect", "unlabeled", "failed"].map { .field($0, .integer()) }
)

private let averages = Schema.object(
    [.field("overlap", .word(of: DetectionReport.Overlap.self))]
        + [
            "ap", "ap50", "ap75", "apSmall", "apMedium", "apLarge", "ar1", "ar10", "ar100", "arSmall", "arMedium",
            "arLarge",
        ]
        .map { .optional($0, .number(nil, 0...1)) }
)

private let errorCosts = Schema.object([
    .optional("ap", .number("At an overlap of 0.5 by TIDE's rules.", 0...1)),
    .field(
        "kinds",
        .list(
            of: .object([
                .field("kind", .word(of: ObjectOutcome.Kind.self)),
                .field("count", .integer()),
                .field("cost", .number("Average precision that the errors cost.")),
            ])
        )
    ),
    .field("falsePositiveCost", .number()),
    .field("falseNegativeCost", .number()),
])

private let rates: [Schema.Field] = ["precision", "recall", "f1"].map { .field($0, .number(nil, 0...1)) }

private let detectedClass = Schema.object(
    [
        .field("label", .string()), .field("objects", .integer()), .field("detections", .integer()),
        .field("counts", objectCounts), .field("errors", objectErrors),
        .optional(
            "curve",
            .object([
                .field("precisions", .list(of: .number(), "By recall: 0, 0.01, 0.02 and so on.")),
                .field("scores", .list(of: .number(), "From which answers are taken.")),
            ])
        ),
    ] + rates
        + ["ap", "ap50", "ap75", "apSmall", "apMedium", "apLarge", "ar100"]
        .map { .optional($0, .number(nil, 0...1)) }
)

private let segmentedClass = Schema.object([
    .field("label", .string()),
    .field("pixels", .integer()),
    .field("predicted", .integer()),
    .field("intersection", .integer()),
    .optional("iou", .number()),
    .optional("accuracy", .number()),
    .optional("dice", .number()),
    .field("counts", objectCounts),
    .field("errors", objectErrors),
])

private let panopticClass = Schema.object([
    .field("label", .string()),
    .field("isStuff", .flag()),
    .field("objects", .integer()),
    .field("counts", objectCounts),
    .field("overlap", .number("Of the segments that were found, summed.")),
    .optional("quality", quality),
    .field("errors", objectErrors),
])

private let quality = Schema.object(["pq", "sq", "rq"].map { .field($0, .number(nil, 0...1)) })

private let cell = Schema.object([
    .field("truth", .string()),
    .field("predicted", .string()),
    .field("count", .integer()),
])

private let pixelCell = Schema.object([
    .field("truth", .string()),
    .optional("predicted", .string("None for pixels without an answer.")),
    .field("count", .integer()),
])
