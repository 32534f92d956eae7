/// The grammars that names follow.
let nameSchemas: [String: Schema] = [
    "Identifier": .string(
        "Given by the system; sorts by creation.",
        pattern: "^[0-9a-f]{24}$",
        example: "6920f1c2a1b2c3d4e5000001"
    ),
    "Digest": .string(
        "SHA-256 of some content.",
        pattern: "^[0-9a-f]{64}$",
        example: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    ),
    "ProjectName": .string(pattern: "^[a-z0-9][a-z0-9-]{0,62}$", example: "default"),
    "ModelName": .string(
        "What people call it: 128 characters and 200 bytes at most, no space at its ends.",
        pattern: "^\(modelPattern)$",
        example: "digits"
    ),
    "Alias": .string(
        "A movable name: letters and digits of any script, '-' and '_'; neither 'latest' nor 'v' and a number.",
        pattern: "^\(aliasPattern)$",
        example: "champion"
    ),
    "VersionNumber": .integer("Counts up from 1 within a model.", 1...1_000_000_000),
    "VersionSelector": .string(
        "A number, 'latest', or '@' and an alias.",
        pattern: "^([1-9][0-9]{0,8}|latest|@\(aliasPattern))$",
        example: "latest"
    ),
    "SnapshotSelector": .string(
        "An identifier or a digest.",
        pattern: "^([0-9a-f]{24}|[0-9a-f]{64})$",
        example: "6920f1c2a1b2c3d4e5000001"
    ),
    "Reference": .string(
        "A model, and one of its versions; without a selector the latest.",
        pattern: "^\(modelPattern)(:[1-9][0-9]{0,8}|@\(aliasPattern))?$",
        example: "digits@champion"
    ),
    "Path": .string(
        "Relative; no component is '.' or '..' or holds '\\\\' or a control character.",
        pattern: pathPattern,
        example: "weights/model.safetensors"
    ),
    "PageToken": .string("Opaque.", pattern: "^[A-Za-z0-9_-]{1,1400}$"),
    "Filter": .string(
        "Tests joined by 'and', 'or' and 'not'; 4,096 bytes at most.",
        pattern: "^[^\\u0000]*$",
        example: "subset = test and not predicted"
    ),
    "Timestamp": .string("RFC 3339, in UTC.", format: "date-time", example: "2026-11-21T09:30:00.125Z"),
    "Tags": .map(
        to: .text(),
        keys: .string(pattern: "^[^\\u0000-\\u001f\\u007f]+$"),
        "What people attach: 200 at most; a key has 250 bytes at most, a value 100,000 characters.",
        limit: 200
    ),
]

private let modelPattern = #"[^/\\:@.\x00-\x20\x7f-\xa0-][^/\\:@\x00-\x1f\x7f-\x9f]{0,127}"#
/// Beyond ASCII it does not tell letters and digits from other characters.
private let aliasPattern = #"[^\x00-,./:-@\[-^`{-\x7f]{1,255}"#

/// Components parted by "/", each of at least one character and neither "." nor "..".
private let pathPattern: String = {
    let allowed = "[^/\\\\\\u0000-\\u001f\\u007f.]"
    let anything = "[^/\\\\\\u0000-\\u001f\\u007f]"
    let component = "(\\.{0,2}\(allowed)\(anything)*|\\.{3}\(anything)*)"
    return "^\(component)(/\(component))*$"
}()
