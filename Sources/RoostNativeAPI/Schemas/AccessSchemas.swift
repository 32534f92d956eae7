import RoostEntities

let accessSchemas: [String: Schema] = [
    "Role": .word(of: Role.self, "Each role may do all that the ones before it may."),
    "Session": .object([
        .field("name", .string("Whom the audit log names.")),
        .field("role", .named("Role")),
        .optional("project", .named("ProjectName")),
    ]),
    "Project": .object([
        .field("id", .named("Identifier")),
        .field("name", .named("ProjectName")),
        .field("description", .string()),
        .field("createdAt", .named("Timestamp")),
    ]),
    "NewProject": .object([
        .field("name", .named("ProjectName")),
        .optional("description", .text()),
    ]),
    "AccessToken": .object([
        .field("id", .named("Identifier")),
        .field("name", .string()),
        .field("role", .named("Role")),
        .optional("projectID", .named("Identifier")),
        .optional("executionID", .named("Identifier")),
        .field("createdAt", .named("Timestamp")),
        .optional("expiresAt", .named("Timestamp")),
    ]),
    "NewToken": .object([
        .field("name", .string("Whom the audit log names; 128 bytes at most.", pattern: "^[^\\u0000-\\u001f]+$")),
        .field("role", .named("Role")),
        .optional("project", .named("ProjectName")),
        .optional("expiresInSeconds", .number("Never, unless said.", 1...316_224_000)),
    ]),
    "IssuedToken": .object([
        .field("token", .named("AccessToken")),
        .field("secret", .string("What to send; it is shown this once.")),
    ]),
    "AuditEntry": .object([
        .field("id", .named("Identifier")),
        .field("at", .named("Timestamp")),
        .field("actor", .string("The name of the token that was used.")),
        .field("action", .string("Such as model.delete.")),
        .field("subject", .string("Such as default/digits:2.")),
        .field("detail", .string()),
    ]),
]
