import Foundation
import NIOCore

/// What a checkpoint's `config.json` says about it, as far as a registry needs to know.
struct CheckpointDescription: Sendable, Equatable {
    var task: String?
    var type: String?
    var labels: [String] = []
    /// All of `config.json` but the label tables, which are ``labels``.
    var configuration: JSONValue = .object([:])

    /// - Throws: `corrupted` when there is a `config.json` that is no JSON object.
    init(of contents: FolderContents) throws(RoostError) {
        guard let file = contents.files.first(where: { $0.path.text == "config.json" }) else {
            self.init([:])
            type = contents.files.contains { $0.path.text.hasSuffix(".onnx") } ? "onnx" : nil
            return
        }
        let opened = try OpenFile(reading: file.url)
        guard opened.size <= 16 << 20 else {
            throw RoostError(.tooLarge, "\(opened.path) has more than 16 MiB; a configuration has a few KiB")
        }
        let bytes = Data(try opened.read(at: 0, count: Int(opened.size)).readableBytesView)
        guard let value = try? JSONDecoder().decode(JSONValue.self, from: bytes), case .object(let members) = value
        else {
            throw RoostError(.corrupted, "\(opened.path) is no JSON object; is the checkpoint complete?")
        }
        self.init(members)
        if type == nil, contents.files.contains(where: { $0.path.text.hasSuffix(".onnx") }) { type = "onnx" }
    }

    init(_ members: [String: JSONValue]) {
        if case .string(let type) = members["model_type"] { self.type = type }
        if case .array(let architectures) = members["architectures"], case .string(let name) = architectures.first {
            task = Self.task(of: name)
        }
        labels = Self.labels(members["id2label"])
        configuration = .object(members.filter { $0.key != "id2label" && $0.key != "label2id" })
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
            guard case .string(let name) = members[String(index)] else {
                labels = nil
                return
            }
            labels?.append(name)
        } ?? []
    }
}
