let blobSchemas: [String: Schema] = [
    "Digests": .object([
        .field("digests", .list(of: .named("Digest"), count: 0...10_000))
    ]),
    "MissingBlobs": .object([
        .field("missing", .list(of: .named("Digest")))
    ]),
    "StoredBlob": .object([
        .field("digest", .named("Digest")),
        .field("size", .integer("In bytes.")),
    ]),
    "Upload": .object([
        .field("id", .named("Identifier")),
        .field("projectID", .named("Identifier")),
        .field("size", .integer("In bytes, as announced.")),
        .field("digest", .named("Digest")),
        .field("received", .integer("Bytes that are safely here.")),
        .field("createdAt", .named("Timestamp")),
        .field("expiresAt", .named("Timestamp")),
        .field("complete", .flag("There is nothing more to send.")),
    ]),
    "NewUpload": .object([
        .field("digest", .named("Digest")),
        .field("size", .integer("In bytes; 16 TiB at most.")),
    ]),
]
