import Foundation

/// Which images a model gets, and how they are made: the processor's word and the architecture's, brought together.
struct ImageFit: Sendable {
    /// One image of this many values takes 256 MiB; a larger one is a mistake or an attack.
    private static let maximumValues = 64 << 20

    let size: ImageSize
    let processor: ImageProcessorConfiguration
    let warnings: [String]

    /// - Throws: ``HuggingFaceError`` when no size is known, or one that is too large.
    init(
        folder: URL,
        architecture: any Architecture,
        wanted: ImageSize?
    ) throws(HuggingFaceError) {
        var warnings: [String] = []
        var processor = try Self.processor(in: folder, architecture: architecture, warnings: &warnings)
        let size = try Self.size(wanted, processor, architecture)
        guard architecture.channels <= Self.maximumValues / (size.height * size.width) else {
            throw HuggingFaceError(
                .invalid,
                "image_size: \(architecture.channels) channels of \(size) are more than \(Self.maximumValues) values"
            )
        }
        if wanted == nil, processor.outputSize == nil, processor.resize != nil {
            warnings.append(
                "\(ImageProcessorConfiguration.fileName) leaves images in many sizes: they are resized to \(size), "
                    + "whatever their aspect ratio"
            )
        }
        // A processor that does not resize is believed, unless the user asks for a size.
        if wanted != nil || processor.resize != nil { processor = processor.producing(size) }
        if let warning = architecture.warning(size: size) { warnings.append(warning) }
        self.size = size
        self.processor = try processor.feeding(channels: architecture.channels)
        self.warnings = warnings
    }

    private static func size(
        _ wanted: ImageSize?,
        _ processor: ImageProcessorConfiguration,
        _ architecture: any Architecture
    ) throws(HuggingFaceError) -> ImageSize {
        guard let size = wanted ?? processor.outputSize ?? architecture.nativeSize else {
            throw HuggingFaceError(
                .unsupported,
                "\(ImageProcessorConfiguration.fileName): leaves images in many sizes; give image_size"
            )
        }
        return size
    }

    private static func processor(
        in folder: URL,
        architecture: any Architecture,
        warnings: inout [String]
    ) throws(HuggingFaceError) -> ImageProcessorConfiguration {
        let kind = type(of: architecture).defaultProcessor
        let name = ImageProcessorConfiguration.fileName
        guard let path = ImageProcessorConfiguration.path(for: folder) else {
            warnings.append("\(name) is missing: images are prepared as \(kind.rawValue)ImageProcessor does by default")
            return architecture.nativeSize.map(kind.defaults.producing) ?? kind.defaults
        }
        return try ImageProcessorConfiguration(JSONFile(path: path, name: name), default: kind)
    }
}
