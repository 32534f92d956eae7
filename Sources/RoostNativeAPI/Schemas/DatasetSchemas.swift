import RoostEntities

let datasetSchemas: [String: Schema] = [
    "Dataset": .object([
        .field("id", .named("Identifier")),
        .field("projectID", .named("Identifier")),
        .field("name", .named("ModelName")),
        .field("description", .string()),
        .field("labels", .list(of: .named("Label"), "The ontology, in order.")),
        .field("strict", .flag("Whether ground truth may carry only labels that are there.")),
        .field("metadata", .map(to: anything, "What else is known about it.")),
        .field("createdAt", .named("Timestamp")),
        .field("updatedAt", .named("Timestamp")),
        .optional("deletedAt", .named("Timestamp")),
        .field("itemCount", .integer()),
        .field("annotationCount", .integer()),
        .field("subsets", .map(to: .integer(), "How many items each subset has; those without one under \"\".")),
    ]),
    "Label": .object([
        .field("name", labelName),
        .optional("parent", .string("The label this one is a kind of.", pattern: labelPattern)),
        .optional("color", .string("How it is drawn.", pattern: "^#[0-9a-fA-F]{6}$", example: "#ff8800")),
        .optional("attributes", .list(of: .named("LabelAttribute"), "What an annotation may say beyond the label.")),
    ]),
    "LabelAttribute": .object([
        .field("name", .string("128 bytes at most.", pattern: "^[^\\u0000]+$")),
        .field("kind", .word(of: Label.Attribute.Kind.self)),
        .optional("choices", .list(of: .text(), "What a choice is between; nothing else has any.")),
        .optional("required", .flag("Whether ground truth must say it.")),
    ]),
    "NewDataset": .object([
        .field("name", .named("ModelName")),
        .optional("description", .text()),
        .optional("labels", .list(of: .named("Label"))),
        .optional("strict", .flag("Whether ground truth may carry only these labels; false unless said.")),
        .optional("metadata", .map(to: anything, "What else is known about it; 1 MiB at most.")),
    ]),
    "DatasetChanges": .object(
        "What is left out stays as it is.",
        [
            .optional("description", .text()),
            .optional("labels", .list(of: .named("Label"), "All labels to be; those in use cannot be left out.")),
            .optional("strict", .flag("Whether ground truth may carry only labels that are there.")),
            .optional("metadata", .map(to: anything, "All of it to be; 1 MiB at most.")),
        ]
    ),
    "Item": .object([
        .field("id", .named("Identifier")),
        .field("datasetID", .named("Identifier")),
        .field("path", .string()),
        .field("digest", .named("Digest")),
        .field("size", .integer("In bytes.")),
        .field("mediaType", .string("Such as image/png.")),
        .field("width", .integer("In pixels, after the orientation the file asks for.")),
        .field("height", .integer("In pixels.")),
        .optional("subset", .word(of: Subset.self)),
        .field("metadata", .map(to: anything, "What else is known about it.")),
        .field("createdAt", .named("Timestamp")),
        .optional("deletedAt", .named("Timestamp")),
    ]),
    "NewItems": .object([
        .field("items", .list(of: .named("NewItem"), count: 0...1000))
    ]),
    "NewItem": .object([
        .field("path", .named("Path")),
        .field("digest", .named("Digest")),
        .optional("subset", .word(of: Subset.self)),
        .optional("annotations", .list(of: .named("NewAnnotation"), "Ground truth.")),
        .optional("metadata", .map(to: anything, "What else is known about it; 64 KiB at most.")),
    ]),
    "NewAnnotation": .object([
        .field("label", labelName),
        .optional("geometry", .named("Geometry")),
        .optional("attributes", .map(to: anything, "What it says beyond its label, as the ontology allows.")),
    ]),
    "Annotation": .object([
        .field("id", .named("Identifier")),
        .field("datasetID", .named("Identifier")),
        .field("itemID", .named("Identifier")),
        .field("label", .string()),
        .field("geometry", .named("Geometry")),
        .optional("score", .number("The version's confidence; none for ground truth.", 0...1)),
        .optional("versionID", .named("Identifier")),
        .optional("executionID", .named("Identifier")),
        .field("attributes", .map(to: anything, "What it says beyond its label.")),
        .field("createdBy", .string()),
        .field("createdAt", .named("Timestamp")),
    ]),
    "AnnotationAdditions": .object([
        .field("annotations", .list(of: .named("AnnotationAddition"), count: 0...1000))
    ]),
    "AnnotationAddition": .object([
        .optional("id", .named("Identifier")),
        .field("itemID", .named("Identifier")),
        .field("label", labelName),
        .optional("geometry", .named("Geometry")),
        .optional("score", .number("Only of a prediction.", 0...1)),
        .optional("attributes", .map(to: anything, "What it says beyond its label.")),
        .optional("version", .named("Reference")),
    ]),
    "AnnotationChanges": .object(
        "What is left out stays as it is.",
        [
            .optional("label", labelName),
            .optional("geometry", .named("Geometry")),
            .optional("score", .number("Only of a prediction.", 0...1)),
            .optional("attributes", .map(to: anything, "All of them to be.")),
        ]
    ),
    "ItemChanges": .object(
        "What is left out stays as it is; a subset of null takes the item out of its subset.",
        [
            .optional("subset", .word(of: Subset.self)),
            .optional("metadata", .map(to: anything, "All of it to be; 64 KiB at most.")),
        ]
    ),
    "Selection": .object(
        "These, or those that a filter means: one of the two.",
        [
            .optional("ids", .list(of: .named("Identifier"), count: 0...1000)),
            .optional("filter", .named("Filter")),
            .optional("after", .named("PageToken")),
        ]
    ),
    "SelectionChange": .object([
        .field("count", .integer("How many were changed.")),
        .optional("next", .named("PageToken")),
    ]),
    "Identifiers": .object([
        .field("ids", .list(of: .named("Identifier"), count: 0...1000))
    ]),
    "Count": .object([
        .field("count", .integer())
    ]),
    "Split": .object(
        "One of 'shares', 'by' and 'to'.",
        [
            .optional("shares", .named("SplitShares")),
            .optional("seed", .integer("The same divides the same paths the same way; 0 unless said.", 0...Int64.max)),
            .optional("stratify", .flag("Whether each label is divided so.")),
            .optional("by", .constants(["folder"])),
            .optional("to", .word(of: Subset.self, "null takes the items out of their subsets.")),
            .optional("filter", .named("Filter")),
        ]
    ),
    "SplitShares": .object(
        "In proportion, not all 0.",
        [
            .optional("train", .number(nil, 0...1e9)),
            .optional("validation", .number(nil, 0...1e9)),
            .optional("test", .number(nil, 0...1e9)),
        ]
    ),
    "Geometry": .oneOf([
        .object(
            "The whole image.",
            [
                .field("kind", .constants(["image"]))
            ]
        ),
        .object([
            .field("kind", .constants(["box"])),
            .field("box", box),
        ]),
        .object([
            .field("kind", .constants(["polygon"])),
            .field("polygon", .list(of: .list(of: point, count: 3...100_000), "Rings.", count: 1...10_000)),
        ]),
        .object([
            .field("kind", .constants(["mask"])),
            .field("mask", mask),
        ]),
        .object([
            .field("kind", .constants(["point"])),
            .field("point", point),
        ]),
        .object([
            .field("kind", .constants(["polyline"])),
            .field("polyline", .list(of: point, count: 2...100_000)),
        ]),
        .object([
            .field("kind", .constants(["ellipse"])),
            .field("ellipse", ellipse),
        ]),
    ]),
    "Snapshot": .object([
        .field("id", .named("Identifier")),
        .field("projectID", .named("Identifier")),
        .field("datasetID", .named("Identifier")),
        .field("dataset", .named("ModelName")),
        .field("digest", .named("Digest")),
        .field("size", .integer("Bytes of the manifest.")),
        .field("itemCount", .integer()),
        .field("annotationCount", .integer("Of ground truth.")),
        .field("subsets", .map(to: .integer(), "How many items each subset has; those without one under \"\".")),
        .field("createdBy", .string()),
        .field("createdAt", .named("Timestamp")),
    ]),
]

/// What an annotation can say.
let labelName = Schema.string("256 bytes at most.", pattern: labelPattern)

private let labelPattern = "^[^\\u0000-\\u001f\\u007f]+$"

private let anything = Schema.any("Any JSON.")

private let coordinate = Schema.number("In pixels.", -1e9...1e9)

private let point = Schema.object([
    .field("x", coordinate),
    .field("y", coordinate),
])

private let box = Schema.object([
    .field("x", coordinate),
    .field("y", coordinate),
    .field("width", .number(nil, 0...1e9)),
    .field("height", .number(nil, 0...1e9)),
])

private let ellipse = Schema.object([
    .field("center", point),
    .field("radiusX", .number("Half an axis, above 0.", 1e-9...1e9)),
    .field("radiusY", .number("The other half.", 1e-9...1e9)),
    .field("rotation", .number("Clockwise, in degrees.", -360...360)),
])

private let mask = Schema.object(
    "Runs outside and inside in turn, column by column, as COCO counts them.",
    [
        .field("width", .integer(nil, 1...1_000_000)),
        .field("height", .integer(nil, 1...1_000_000)),
        .field("counts", .list(of: .integer())),
    ]
)
