import RoostEntities

let comparisonSchemas: [String: Schema] = [
    "ComparisonRequest": .object([
        .field("versions", .list(of: .named("Reference"), count: 2...8)),
        .field("dataset", .named("ModelName")),
        .optional("snapshot", .named("Digest")),
        .optional("part", .word(of: Evaluation.Part.self)),
        .optional("metric", .text("What the verdict goes by; accuracy, ap, mean_iou or pq unless said.")),
        .optional("acrossSnapshots", .flag("Compares even what was evaluated on different snapshots.")),
        .optional("resamples", .integer("How often the items are drawn anew.", 1_000...10_000)),
        .optional("seed", .integer("Of the draws.")),
    ]),
    "VersionComparison": .object([
        .field("dataset", .named("ModelName")),
        .optional("subset", .word(of: Subset.self)),
        .field("acrossSnapshots", .flag()),
        .field("contestants", .list(of: contestant)),
        .field("comparison", .named("Comparison")),
        .field("differences", .list(of: difference)),
        .field("warnings", .list(of: .string())),
    ]),
    "Comparison": .object([
        .field("metric", .string()),
        .field("count", .integer("Items that all versions answered.")),
        .field("versions", .list(of: standing)),
        .field("pairs", .list(of: pair, "Every two versions.")),
        .field(
            "verdict",
            .object([
                .optional("winner", .integer("Index of the better version; none for a tie.")),
                .field("words", .string()),
            ])
        ),
        .field("confidence", .number("Of the intervals.")),
        .field("resamples", .integer()),
        .field("seed", .integer()),
    ]),
    "LeaderboardEntry": .object([
        .field("versionID", .named("Identifier")),
        .field("version", .named("Reference")),
        .field("evaluationID", .named("Identifier")),
        .field("value", .number("Of the metric that the list is ordered by.")),
        .field("metrics", numbers("Of the evaluation.")),
        .field("cost", .named("Cost")),
        .field("finishedAt", .named("Timestamp")),
    ]),
    "NewPromotion": .object([
        .field("version", .named("Reference")),
        .optional(
            "gates",
            .list(of: .string(example: "accuracy >= champion - 0.005"), "All must hold.", count: 0...20)
        ),
        .optional("dataset", .named("ModelName")),
        .optional("snapshot", .named("Digest")),
        .optional("part", .word(of: Evaluation.Part.self)),
    ]),
    "Promotion": .object([
        .field("promoted", .flag("The alias points at the candidate now.")),
        .field("alias", .named("Alias")),
        .field("candidate", .named("Reference")),
        .optional("incumbent", .named("Reference")),
        .field("decisions", .list(of: decision, "One a gate.")),
        .field("candidateMetrics", numbers("What spoke for the candidate.")),
        .optional("incumbentMetrics", numbers("What spoke for the incumbent.")),
        .field("words", .string()),
    ]),
    "NewPrune": .object([
        .field("keepLast", .integer("How many of the newest stay.")),
        .field("action", .word(of: PruneReport.Action.self)),
        .optional("dryRun", .flag("Says what would be done, and does nothing.")),
    ]),
    "PruneReport": .object([
        .field("action", .word(of: PruneReport.Action.self)),
        .field("dryRun", .flag()),
        .field(
            "versions",
            .list(
                of: .object([
                    .field("version", .named("Reference")),
                    .field("kept", .flag()),
                    .field("reason", .string()),
                    .field("size", .integer("Of its artifacts, in bytes.")),
                ])
            )
        ),
    ]),
]

private let contestant = Schema.object([
    .field("version", .named("Reference")),
    .field("versionID", .named("Identifier")),
    .field("evaluationID", .named("Identifier")),
    .field("snapshot", .named("Digest")),
    .field("metrics", numbers("Over every item it answered.")),
    .field("cost", .named("Cost")),
])

private let difference = Schema.object([
    .field("kind", .word(of: VersionComparison.Difference.Kind.self)),
    .field("name", .string()),
    .field("values", .list(of: .any("null where a version has none."), "In the order of the versions.")),
])

private let estimate = Schema.object([
    .field("value", .number()),
    .optional("lower", .number()),
    .optional("upper", .number()),
])

private let standing = Schema.object([
    .field("version", .string()),
    .field("metrics", .map(to: estimate)),
])

private let pair = Schema.object([
    .field("first", .integer()),
    .field("second", .integer()),
    .field("bothRight", .integer()),
    .field("fixed", .integer()),
    .field("broken", .integer()),
    .field("stillWrong", .integer()),
    .optional(
        "mcNemar",
        .object([
            .field("method", .word(of: Comparison.McNemar.Method.self)),
            .optional("statistic", .number()),
            .field("p", .number(nil, 0...1)),
        ])
    ),
    .field("differences", .map(to: estimate)),
])

private let decision = Schema.object([
    .field("holds", .flag()),
    .field("explanation", .string()),
    .field(
        "checks",
        .list(
            of: .object([
                .field("comparison", .string()),
                .field("outcome", .word(of: Gate.Check.Outcome.self)),
                .optional("left", .number()),
                .optional("right", .number()),
                .field("explanation", .string()),
            ])
        )
    ),
])
