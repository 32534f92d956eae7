import RoostAPISupport
import RoostEntities

let systemSchemas: [String: Schema] = [
    "Health": .object([
        .field("status", .constants(["ok"])),
        .field("version", .string()),
    ]),
    "Problem": .object(
        "What went wrong and what to do next (RFC 9457).",
        [
            .field("type", .string(format: "uri-reference")),
            .field("title", .string()),
            .field("status", .integer(nil, 400...599)),
            .field("detail", .string("A sentence for a person.")),
            .field("code", .word(of: RoostError.Code.self)),
            .field("requestID", .string("What the server's log calls this request.")),
        ]
    ),
    "Examination": .object([
        .optional("repair", .flag("Repair what can be.")),
        .optional("deep", .flag("Read all content and check its digests.")),
    ]),
    "DoctorReport": .object([
        .field(
            "checks",
            .list(
                of: .object([
                    .field("name", .string()),
                    .field("ok", .flag("It holds, if need be after it was repaired.")),
                    .field("detail", .string()),
                    .field("repaired", .flag()),
                ])
            )
        )
    ]),
    "Collection": .object([
        .optional("dryRun", .flag("Only say what would go.")),
        .optional(
            "graceSeconds",
            .number("How long something rests before it is collected; a week unless said.", 0...SecondsJSON.limit)
        ),
    ]),
    "GarbageReport": .object([
        .field("dryRun", .flag()),
        .field("blobs", .integer()),
        .field("bytes", .integer()),
        .field("purgedModels", .integer()),
        .field("purgedVersions", .integer()),
        .field("purgedDatasets", .integer()),
        .field("purgedItems", .integer()),
        .field("purgedExperiments", .integer()),
        .field("purgedRuns", .integer()),
        .field("purgedLoggedModels", .integer()),
        .field("purgedTraces", .integer()),
        .field("expiredUploads", .integer()),
    ]),
]
