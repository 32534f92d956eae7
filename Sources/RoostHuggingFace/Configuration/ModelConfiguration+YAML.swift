import Yams

extension ModelConfiguration {
    private static let maximumSize = 1 << 20

    /// Reads a document with a `model` mapping; other top-level keys belong to others and are left alone.
    ///
    /// - Throws: ``HuggingFaceError`` naming the key; an unknown key under `model` is a spelling mistake.
    package init(yaml: String) throws(HuggingFaceError) {
        guard yaml.utf8.count <= Self.maximumSize else {
            throw HuggingFaceError(.invalid, "model configuration: is larger than \(Self.maximumSize) bytes")
        }
        guard let root = try Self.compose(yaml), let model = root["model"]?.mapping else {
            throw HuggingFaceError(.invalid, "model configuration: has no 'model:' with keys below it")
        }
        let known = ["name", "type", "pretrained", "num_classes", "image_size", "channels"]
        for key in model.keys.compactMap(\.string) where !known.contains(key) {
            throw HuggingFaceError(
                .invalid,
                "model configuration: 'model.\(key)' is unknown; there are \(known.joined(separator: ", "))"
            )
        }
        try self.init(
            name: try Self.text(model, "name"),
            type: try Self.type(model),
            pretrained: PretrainedSource(try Self.text(model, "pretrained")),
            labelCount: try Self.int(model["num_classes"], "num_classes"),
            imageSize: try Self.imageSize(model),
            channels: try Self.int(model["channels"], "channels")
        )
    }

    private static func compose(_ yaml: String) throws(HuggingFaceError) -> Node? {
        do {
            return try Yams.compose(yaml: yaml)
        } catch {
            throw HuggingFaceError(.invalid, "model configuration: is no YAML: \(error)")
        }
    }

    private static func text(_ model: Node.Mapping, _ key: String) throws(HuggingFaceError) -> String {
        guard let text = model[key]?.scalar?.string, !text.isEmpty else {
            throw HuggingFaceError(.invalid, "model configuration: 'model.\(key)' must be a text")
        }
        return text
    }

    private static func type(_ model: Node.Mapping) throws(HuggingFaceError) -> ModelType {
        let name = try text(model, "type")
        guard let type = ModelType(rawValue: name) else {
            let known = ModelType.allCases.map(\.rawValue).joined(separator: ", ")
            throw HuggingFaceError(.invalid, "model configuration: 'model.type' is '\(name)'; give one of \(known)")
        }
        return type
    }

    private static func imageSize(_ model: Node.Mapping) throws(HuggingFaceError) -> ImageSize? {
        guard let sides = model["image_size"]?.sequence else {
            return try int(model["image_size"], "image_size").map { ImageSize($0) }
        }
        guard sides.count == 2, let height = try int(sides[0], "image_size"),
            let width = try int(sides[1], "image_size")
        else {
            throw HuggingFaceError(
                .invalid,
                "model configuration: 'model.image_size' must be a side or [height, width]"
            )
        }
        return ImageSize(height: height, width: width)
    }

    private static func int(_ node: Node?, _ key: String) throws(HuggingFaceError) -> Int? {
        guard let node, node.null == nil else { return nil }
        guard let number = node.int else {
            throw HuggingFaceError(.invalid, "model configuration: 'model.\(key)' must be a whole number")
        }
        return number
    }
}
