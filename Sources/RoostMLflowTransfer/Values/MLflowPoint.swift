import RoostEntities

/// A metric's value at one step.
package struct MLflowPoint: Sendable, Equatable {
    package var key: String
    /// What is no number is `nan`.
    package var value: Double
    /// In milliseconds since 1970.
    package var at: Int64
    package var step: Int64
    /// Of a logged model's metric: the run that measured it, the model, and on which data.
    package var run: String?
    package var model: String?
    package var dataset: Dataset?

    package struct Dataset: Sendable, Hashable {
        package var name: String
        package var digest: String
    }

    /// As requests have it.
    var json: JSONValue {
        var members: [String: JSONValue] = [
            "key": .string(key), "value": Self.json(value), "timestamp": .integer(at), "step": .integer(step),
        ]
        if let model { members["model_id"] = .string(model) }
        if let dataset {
            members["dataset_name"] = .string(dataset.name)
            members["dataset_digest"] = .string(dataset.digest)
        }
        return .object(members)
    }

    /// Protobuf's JSON has what is no finite number in quotes.
    private static func json(_ value: Double) -> JSONValue {
        if value.isNaN { return "NaN" }
        guard value.isInfinite else { return .number(value) }
        return value < 0 ? "-Infinity" : "Infinity"
    }
}

extension MLflowPoint: Decodable {
    private enum CodingKeys: String, CodingKey {
        case key, value, timestamp, step
        case run = "run_id"
        case model = "model_id"
        case dataset = "dataset_name"
        case digest = "dataset_digest"
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        key = try container.decode(String.self, forKey: .key)
        value = try container.decode(WireNumber.self, forKey: .value).value
        at = try container.decodeIfPresent(WireInteger.self, forKey: .timestamp)?.value ?? 0
        step = try container.decodeIfPresent(WireInteger.self, forKey: .step)?.value ?? 0
        run = try container.decodeIfPresent(String.self, forKey: .run)
        model = try container.decodeIfPresent(String.self, forKey: .model)
        let name = try container.decodeIfPresent(String.self, forKey: .dataset) ?? ""
        let digest = try container.decodeIfPresent(String.self, forKey: .digest) ?? ""
        dataset = name.isEmpty ? nil : Dataset(name: name, digest: digest)
    }
}
