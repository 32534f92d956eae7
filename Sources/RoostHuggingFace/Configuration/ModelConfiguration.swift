/// What a user asks for: which checkpoint, and what is to be changed about it.
///
/// ```yaml
/// model:
///   name: flowers
///   type: classification
///   pretrained: ./checkpoints/vit-flowers     # a folder, or hf:owner/name@revision
///   num_classes: 5
///   image_size: 224                           # or [height, width]
///   channels: 3
/// ```
package struct ModelConfiguration: Hashable, Sendable {
    package let name: String
    package let type: ModelType
    package let pretrained: PretrainedSource
    /// `nil`: as many as the checkpoint has.
    package let labelCount: Int?
    /// `nil`: what the checkpoint's image processor makes.
    package let imageSize: ImageSize?
    /// `nil`: as many as the checkpoint has.
    package let channels: Int?

    /// - Throws: ``HuggingFaceError`` naming the field that is out of range.
    package init(
        name: String,
        type: ModelType,
        pretrained: PretrainedSource,
        labelCount: Int? = nil,
        imageSize: ImageSize? = nil,
        channels: Int? = nil
    ) throws(HuggingFaceError) {
        guard !name.isEmpty, name.utf8.count <= 200 else {
            throw HuggingFaceError(.invalid, "model name: must have 1 to 200 letters")
        }
        try Self.check(labelCount: labelCount, imageSize: imageSize, channels: channels)
        self.name = name
        self.type = type
        self.pretrained = pretrained
        self.labelCount = labelCount
        self.imageSize = imageSize
        self.channels = channels
    }

    /// Refuses numbers that no checkpoint could have.
    static func check(labelCount: Int?, imageSize: ImageSize?, channels: Int?) throws(HuggingFaceError) {
        if let labelCount, !(1...ModelConfig.maximumLabels).contains(labelCount) {
            throw HuggingFaceError(
                .invalid,
                "num_classes: \(labelCount) is out of range; give 1 to \(ModelConfig.maximumLabels)"
            )
        }
        if let imageSize, [imageSize.height, imageSize.width].contains(where: { !ModelConfig.sides.contains($0) }) {
            throw HuggingFaceError(
                .invalid,
                "image_size: \(imageSize) is out of range; give sides of 1 to \(ModelConfig.sides.upperBound)"
            )
        }
        if let channels, !(1...1024).contains(channels) {
            throw HuggingFaceError(.invalid, "channels: \(channels) is out of range; give 1 to 1024")
        }
    }
}

/// What a model is for.
package enum ModelType: String, Hashable, Sendable, CaseIterable {
    case classification
    case detection
    case segmentation
}

/// Where a checkpoint comes from.
package enum PretrainedSource: Hashable, Sendable {
    /// A folder on this machine.
    case folder(path: String)
    /// `owner/name` or `owner/name@revision` on the hub.
    case hub(String)

    /// `hf:owner/name@revision` is on the hub; everything else is a folder.
    package init(_ text: String) {
        self = text.hasPrefix("hf:") ? .hub(String(text.dropFirst(3))) : .folder(path: text)
    }
}
