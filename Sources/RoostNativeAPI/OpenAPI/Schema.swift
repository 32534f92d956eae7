import RoostEntities

/// What a JSON value may be, in the words of JSON Schema.
struct Schema: Sendable {
    let json: JSONValue

    private init(_ members: [String: JSONValue]) {
        json = .object(members)
    }

    /// The schema of that name among the document's components.
    static func named(_ name: String) -> Schema {
        Schema(["$ref": .string("#/components/schemas/\(name)")])
    }

    static func string(
        _ meaning: String? = nil,
        pattern: String? = nil,
        length: ClosedRange<Int>? = nil,
        format: String? = nil,
        example: String? = nil
    ) -> Schema {
        Schema(
            "string",
            meaning,
            [
                "pattern": pattern.map(JSONValue.string),
                "minLength": length.map { .integer(Int64($0.lowerBound)) },
                "maxLength": length.map { .integer(Int64($0.upperBound)) },
                "format": format.map(JSONValue.string),
                "examples": example.map { [.string($0)] },
            ]
        )
    }

    /// Free text, which holds anything but U+0000.
    ///
    /// Limits on it count bytes, which JSON Schema cannot: they are said in words.
    static func text(_ meaning: String? = nil) -> Schema {
        string(meaning, pattern: "^[^\\u0000]*$")
    }

    static func word<Word: RawRepresentable & CaseIterable>(
        of type: Word.Type,
        _ meaning: String? = nil
    ) -> Schema where Word.RawValue == String {
        Schema("string", meaning, ["enum": .array(Word.allCases.map { .string($0.rawValue) })])
    }

    static func constants(_ words: [String]) -> Schema {
        Schema("string", nil, ["enum": .array(words.map(JSONValue.string))])
    }

    /// A whole number that is not negative.
    static func integer(_ meaning: String? = nil) -> Schema {
        Schema("integer", meaning, ["minimum": .integer(0)])
    }

    static func integer(_ meaning: String? = nil, _ range: ClosedRange<Int64>) -> Schema {
        Schema(
            "integer",
            meaning,
            [
                "minimum": .integer(range.lowerBound),
                "maximum": .integer(range.upperBound),
            ]
        )
    }

    static func number(_ meaning: String? = nil, _ range: ClosedRange<Double>? = nil) -> Schema {
        Schema(
            "number",
            meaning,
            [
                "minimum": range.map { .number($0.lowerBound) },
                "maximum": range.map { .number($0.upperBound) },
            ]
        )
    }

    static func flag(_ meaning: String? = nil) -> Schema { Schema("boolean", meaning, [:]) }

    static func list(of element: Schema, _ meaning: String? = nil, count: ClosedRange<Int>? = nil) -> Schema {
        Schema(
            "array",
            meaning,
            [
                "items": element.json,
                "minItems": count.map { .integer(Int64($0.lowerBound)) },
                "maxItems": count.map { .integer(Int64($0.upperBound)) },
            ]
        )
    }

    /// An object whose keys its author chose.
    static func map(to value: Schema, keys: Schema? = nil, _ meaning: String? = nil, limit: Int? = nil) -> Schema {
        Schema(
            "object",
            meaning,
            [
                "additionalProperties": value.json,
                "propertyNames": keys?.json,
                "maxProperties": limit.map { .integer(Int64($0)) },
            ]
        )
    }

    /// Anything at all.
    static func any(_ meaning: String) -> Schema {
        Schema(["description": .string(meaning)])
    }

    static func oneOf(_ alternatives: [Schema]) -> Schema {
        Schema(["oneOf": .array(alternatives.map(\.json))])
    }

    static func anyOf(_ alternatives: [Schema]) -> Schema {
        Schema(["anyOf": .array(alternatives.map(\.json))])
    }

    static func object(_ fields: [Field]) -> Schema {
        object(nil, fields)
    }

    static func object(_ meaning: String?, _ fields: [Field]) -> Schema {
        Schema(
            "object",
            meaning,
            [
                "properties": .object(Dictionary(uniqueKeysWithValues: fields.map { ($0.name, $0.schema.json) })),
                "required": .array(fields.filter(\.isRequired).map { .string($0.name) }),
            ]
        )
    }

    /// This or `null`.
    var nullable: Schema {
        Schema(["anyOf": [json, ["type": "null"]]])
    }

    private init(_ type: String, _ meaning: String?, _ members: [String: JSONValue?]) {
        var members = members
        members["type"] = .string(type)
        members["description"] = meaning.map(JSONValue.string)
        self.init(members.compactMapValues { $0 })
    }
}

extension Schema {
    /// One member of an object.
    struct Field: Sendable {
        let name: String
        let schema: Schema
        let isRequired: Bool
    }
}

extension Schema.Field {
    static func field(_ name: String, _ schema: Schema) -> Self {
        Self(name: name, schema: schema, isRequired: true)
    }

    /// May be left out, or be null.
    static func optional(_ name: String, _ schema: Schema) -> Self {
        Self(name: name, schema: schema.nullable, isRequired: false)
    }
}
