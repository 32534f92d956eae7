import RoostEntities

let datasetSchemas: [String: Schema] = [
    "Dataset": .object([
        .field("id", .named("Identifier")),
        .field("projectID", .named("Identifier")),
        .field("name", .named("ModelName")),
        .field("description", .string()),
        .field("labels", .list(of: .object([.field("name", .string())]), "Which labels annotations may carry.")),
        .field("createdAt", .named("Timestamp")),
        .field("updatedAt", .named("Timestamp")),
        .optional("deletedAt", .named("Timestamp")),
        .field("itemCount", .integer()),
        .field("annotationCount", .integer()),
        .field("subsets", .map(to: .integer(), "How many items each subset has; those without one under \"\".")),
    ]),
    "Label": .object([
        .field("name", labelName)
    ]),
    "NewDataset": .object([
        .field("name", .named("ModelName")),
        .optional("description", .text()),
        .optional("labels", .list(of: .named("Label"))),
    ]),
    "DatasetChanges": .object(
        "What is left out stays as it is.",
        [
            .optional("description", .text()),
            .optional("labels", .list(of: .named("Label"), "All labels to be; those in use cannot be left out.")),
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
        .field("createdAt", .named("Timestamp")),
    ]),
    "NewItems": .object([
        .field("items", .list(of: .named("NewItem"), count: 0...1000))
    ]),
    "NewItem": .object([
        .field("path", .named("Path")),
        .field("digest", .named("Digest")),
        .optional("subset", .word(of: Subset.self)),
        .optional("annotations", .list(of: .named("NewAnnotation"), "Ground truth.")),
    ]),
    "NewAnnotation": .object([
        .field("label", labelName),
        .optional("geometry", .named("Geometry")),
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
        .field("createdBy", .string()),
        .field("createdAt", .named("Timestamp")),
    ]),
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
    ]),
]

/// What an annotation can say.
let labelName = Schema.string("256 bytes at most.", pattern: "^[^\\u0000-\\u001f\\u007f]+$")

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

private let mask = Schema.object(
    "Runs outside and inside in turn, column by column, as COCO counts them.",
    [
        .field("width", .integer(nil, 1...1_000_000)),
        .field("height", .integer(nil, 1...1_000_000)),
        .field("counts", .list(of: .integer())),
    ]
)
