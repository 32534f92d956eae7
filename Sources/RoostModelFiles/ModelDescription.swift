import Foundation
import RoostEntities

/// What a model's files say of it, as far as a registry needs to know.
package struct ModelDescription: Hashable, Sendable {
    /// What files that describe a model may have, in bytes.
    package static let sizeLimit = 16 << 20
    private static let names = ["config.json", "roost.json", "labels.txt"]

    package var task: String?
    /// The architecture of a checkpoint, or the name of the format or flavor.
    package var type: String?
    package var labels: [String] = []
    /// All of `config.json` but the label tables, which are ``labels``.
    package var configuration: JSONValue = .object([:])

    /// The files worth reading.
    ///
    /// - Parameter mlmodel: what its `MLmodel` says, if there is one.
    /// - Returns: their paths among the model's files.
    package static func files(of mlmodel: MLmodel?) -> [String] {
        let layout = ModelLayout(try? mlmodel?.runnable)
        return names.flatMap(layout.places)
    }

    /// - Parameters:
    ///   - mlmodel: what its `MLmodel` says, if there is one.
    ///   - texts: what the files that there are of ``files(of:)`` contain.
    ///   - hasGraph: whether there is an `.onnx` file.
    ///   - graphMetadata: what the graph itself says.
    /// - Throws: `corrupted` when there is a `config.json` that is no JSON object.
    package init(
        mlmodel: MLmodel?,
        texts: [String: Data],
        hasGraph: Bool,
        graphMetadata: [String: String] = [:]
    ) throws(RoostError) {
        let runnable = try? mlmodel?.runnable
        let layout = ModelLayout(runnable)
        func text(_ name: String) -> Data? { layout.places(of: name).lazy.compactMap { texts[$0] }.first }
        if let config = text("config.json") { self.init(configuration: try Self.members(config)) } else { self.init() }
        task = task ?? mlmodel?.pipelineTask
        if case .checkpoint = runnable { return }
        if runnable == nil, let flavor = mlmodel?.mainFlavor { type = type ?? flavor }
        guard runnable != nil || hasGraph else { return }
        type = type ?? "onnx"
        let declared = Self.declaration(mlmodel, file: text("roost.json"), graphMetadata)
        if case .string(let task)? = declared?["task"] { self.task = task }
        if let names = Self.strings(declared?["labels"]) { labels = names }
        if labels.isEmpty, let lines = text("labels.txt") { labels = Self.lines(lines) }
    }

    private init() {}

    /// What a checkpoint's `config.json` says.
    package init(configuration members: [String: JSONValue]) {
        if case .string(let type)? = members["model_type"] { self.type = type }
        if case .array(let architectures)? = members["architectures"], case .string(let name)? = architectures.first {
            task = Self.task(of: name)
        }
        labels = Self.labels(members["id2label"])
        configuration = .object(members.filter { $0.key != "id2label" && $0.key != "label2id" })
    }

    private static func members(_ config: Data) throws(RoostError) -> [String: JSONValue] {
        guard let value = try? JSONDecoder().decode(JSONValue.self, from: config), case .object(let members) = value
        else {
            throw RoostError(.corrupted, "config.json is no JSON object; is the checkpoint complete?")
        }
        return members
    }

    /// In the order in which an adapter looks for it.
    private static func declaration(_ mlmodel: MLmodel?, file: Data?, _ graph: [String: String]) -> JSONValue? {
        if let declared = mlmodel?.metadata["roost"] { return declared }
        let text = file ?? graph["roost"].map { Data($0.utf8) }
        return text.flatMap { try? JSONDecoder().decode(JSONValue.self, from: $0) }
    }

    private static func strings(_ value: JSONValue?) -> [String]? {
        guard case .array(let elements)? = value else { return nil }
        let strings = elements.compactMap { element -> String? in
            guard case .string(let text) = element else { return nil }
            return text
        }
        return strings.count == elements.count ? strings : nil
    }

    private static func lines(_ text: Data) -> [String] {
        String(decoding: text, as: UTF8.self).split(whereSeparator: \.isNewline)
            .map { $0.trimmingCharacters(in: .whitespaces) }
    }

    /// What the suffix of an architecture's name means.
    private static func task(of architecture: String) -> String? {
        let tasks: [String: ModelTask] = [
            "ForImageClassification": .imageClassification,
            "ForObjectDetection": .objectDetection,
            "ForSemanticSegmentation": .semanticSegmentation,
            "ForInstanceSegmentation": .instanceSegmentation,
            "ForUniversalSegmentation": .panopticSegmentation,
            // DETR's alone: boxes, and a mask for each.
            "ForSegmentation": .panopticSegmentation,
        ]
        return tasks.first { architecture.hasSuffix($0.key) }?.value.rawValue
    }

    /// Names by index; none unless the table counts from 0 without a gap.
    private static func labels(_ table: JSONValue?) -> [String] {
        guard case .object(let members) = table else { return [] }
        return (0..<members.count).reduce(into: [String]?([])) { labels, index in
            guard case .string(let name)? = members[String(index)] else {
                labels = nil
                return
            }
            labels?.append(name)
        } ?? []
    }
}
