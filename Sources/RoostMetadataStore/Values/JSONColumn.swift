import Foundation
import GRDB
import RoostEntities

/// A value that is kept as JSON text.
protocol JSONColumn: Codable, DatabaseValueConvertible {}

extension JSONColumn {
    /// A value that has no JSON, such as one with a number that is not finite, becomes NULL, which the schema refuses.
    public var databaseValue: DatabaseValue { json }

    public static func fromDatabaseValue(_ value: DatabaseValue) -> Self? { fromJSON(value) }

    var json: DatabaseValue {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        guard let data = try? encoder.encode(self) else { return .null }
        return String(decoding: data, as: UTF8.self).databaseValue
    }

    static func fromJSON(_ value: DatabaseValue) -> Self? {
        guard let text = String.fromDatabaseValue(value) else { return nil }
        return try? JSONDecoder().decode(Self.self, from: Data(text.utf8))
    }
}

extension Tags: JSONColumn {
    /// Most have none, whose JSON need not be written or parsed.
    public var databaseValue: DatabaseValue { values.isEmpty ? "{}".databaseValue : json }

    public static func fromDatabaseValue(_ value: DatabaseValue) -> Tags? {
        value == "{}".databaseValue ? Tags.none : fromJSON(value)
    }
}

extension JSONValue: JSONColumn {
    /// Most are an empty object, whose JSON need not be written.
    public var databaseValue: DatabaseValue { self == .object([:]) ? "{}".databaseValue : json }
}

extension Version.Source: JSONColumn {}
extension Geometry: JSONColumn {
    /// Most annotations speak of the whole image, whose JSON need not be written or parsed.
    public var databaseValue: DatabaseValue { self == .image ? #"{"kind":"image"}"#.databaseValue : json }

    public static func fromDatabaseValue(_ value: DatabaseValue) -> Geometry? {
        guard let text = String.fromDatabaseValue(value) else { return nil }
        return text == #"{"kind":"image"}"# ? .image : fromJSON(value)
    }
}

extension Execution.Input: JSONColumn {}
extension Execution.Result: JSONColumn {}
extension TrainingRecord: JSONColumn {}
extension EvaluationReport: JSONColumn {}
extension Evaluation.Cost: JSONColumn {}
extension Prediction: JSONColumn {}

/// A list that is kept as JSON text.
struct JSONList<Element: Codable>: JSONColumn {
    let elements: [Element]

    init(_ elements: [Element]) {
        self.elements = elements
    }

    init(from decoder: any Decoder) throws {
        elements = try decoder.singleValueContainer().decode([Element].self)
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(elements)
    }

    /// Most have none, whose JSON need not be written.
    var databaseValue: DatabaseValue { elements.isEmpty ? "[]".databaseValue : json }
}

/// Values by name that are kept as JSON text.
struct JSONMap<Value: Codable>: JSONColumn {
    let values: [String: Value]

    init(_ values: [String: Value]) {
        self.values = values
    }

    init(from decoder: any Decoder) throws {
        values = try decoder.singleValueContainer().decode([String: Value].self)
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(values)
    }
}
