import Foundation

extension ImageProcessorConfiguration {
    package static let fileName = "preprocessor_config.json"

    /// Reads a `preprocessor_config.json` that lies alone, beside a plain ONNX model for example.
    ///
    /// Without `mayPad`, a processor that pads is refused.
    ///
    /// - Throws: ``HuggingFaceError`` naming the field; also when the file names no class.
    package init(path: String, name: String = Self.fileName, mayPad: Bool = false) throws(HuggingFaceError) {
        try self.init(JSONFile(path: path, name: name), default: nil, mayPad: mayPad)
    }

    /// Reads the fields; `default` is the class where the file names none.
    ///
    /// Without `mayPad`, a processor that pads is refused.
    init(
        _ fields: JSONFile,
        default fallback: ImageProcessorClass?,
        mayPad: Bool = false
    ) throws(HuggingFaceError) {
        let kind = try Self.kind(fields, default: fallback)
        var result = kind.defaults
        result.convertsToRGB = try fields.bool("do_convert_rgb") ?? result.convertsToRGB
        if let number = try fields.int("resample", in: 0...5), let filter = Resample(rawValue: number) {
            result.resample = filter
        }
        result.resize = try Self.resize(fields, kind: kind)
        result.centerCrop = try Self.centerCrop(fields, kind: kind)
        result.rescaleFactor = try Self.rescaleFactor(fields, default: result.rescaleFactor)
        result.normalization = try Self.normalization(fields, default: result.normalization)
        result.sizeDivisor = result.resize == nil ? nil : try Self.sizeDivisor(fields, default: result.sizeDivisor)
        result.padding = try Self.padding(fields, kind: kind)
        let legacy = try fields.bool("reduce_labels")
        result.reducesLabels = try fields.bool("do_reduce_labels") ?? legacy ?? false
        guard mayPad || result.padding == nil else {
            throw HuggingFaceError(
                .unsupported,
                "\(fields.name): 'do_pad' is true, which Roost cannot do for classifiers; set it to false"
            )
        }
        self = result
    }

    private static func kind(
        _ fields: JSONFile,
        default fallback: ImageProcessorClass?
    ) throws(HuggingFaceError) -> ImageProcessorClass {
        let legacy = try fields.string("feature_extractor_type")
        guard let named = try fields.string("image_processor_type") ?? legacy else {
            guard let fallback else {
                throw HuggingFaceError(
                    .invalid,
                    "\(fields.name): 'image_processor_type' is missing; name one of \(known)"
                )
            }
            return fallback
        }
        guard let kind = ImageProcessorClass(className: named) else {
            throw HuggingFaceError(
                .unsupported,
                "\(fields.name): 'image_processor_type' is '\(named)', which Roost does not know; it has \(known)"
            )
        }
        return kind
    }

    private static var known: String {
        ImageProcessorClass.allCases.map { "\($0.rawValue)ImageProcessor" }.joined(separator: ", ")
    }

    private static func resize(_ fields: JSONFile, kind: ImageProcessorClass) throws(HuggingFaceError) -> Resize? {
        guard try fields.bool("do_resize") ?? true else { return nil }
        let fraction = try fields.double("crop_pct") ?? 224 / 256
        guard fraction > 0.01, fraction <= 1 else { throw fields.wrong("crop_pct", "above 0.01 and at most 1") }
        guard let value = fields["size"] else {
            guard case .shortestEdgeThenCrop(let edge, _) = kind.defaults.resize else { return kind.defaults.resize }
            return .shortestEdgeThenCrop(edge, cropFraction: fraction)
        }
        if value.int != nil, let side = try fields.int("size", in: ModelConfig.sides), kind.takesSquares {
            return .exact(ImageSize(side))
        }
        if value.array != nil { return try fields.size("size", in: ModelConfig.sides).map(Resize.exact) }
        let edges = value.int.map { JSONFile(name: fields.name, members: ["shortest_edge": .int($0)]) }
        let sides = edges ?? JSONFile(name: "\(fields.name): size", members: value.object ?? [:])
        if let size = try heightAndWidth(sides) { return .exact(size) }
        guard let edge = try sides.int("shortest_edge", in: ModelConfig.sides) else {
            throw fields.wrong("size", "a number, {height, width}, {shortest_edge} or {shortest_edge, longest_edge}")
        }
        guard sides["longest_edge"] != nil || !kind.pads || value.object == nil else {
            throw fields.wrong("size", "{height, width} or {shortest_edge, longest_edge}")
        }
        guard kind != .convNext else { return .shortestEdgeThenCrop(edge, cropFraction: fraction) }
        let bound = kind.pads && value.object == nil ? try longestEdge(fields) : nil
        let longest = try sides.int("longest_edge", in: ModelConfig.sides) ?? bound
        return .shortestEdge(edge, longest: longest)
    }

    private static func centerCrop(
        _ fields: JSONFile,
        kind: ImageProcessorClass
    ) throws(HuggingFaceError) -> ImageSize? {
        guard try fields.bool("do_center_crop") ?? (kind.defaultCrop != nil) else { return nil }
        guard let value = fields["crop_size"] else {
            guard let crop = kind.defaultCrop else {
                throw fields.wrong("crop_size", "there when 'do_center_crop' is true")
            }
            return crop
        }
        if let members = value.object {
            let sides = JSONFile(name: "\(fields.name): crop_size", members: members)
            if let size = try heightAndWidth(sides) { return size }
        } else if let size = try fields.size("crop_size", in: ModelConfig.sides) {
            return size
        }
        throw fields.wrong("crop_size", "a number or {height, width}")
    }

    /// The bound of the long side in the days when `size` was one number.
    private static func longestEdge(_ fields: JSONFile) throws(HuggingFaceError) -> Int {
        let inner = try fields.int("_max_size", in: ModelConfig.sides)
        return try fields.int("max_size", in: ModelConfig.sides) ?? inner ?? ImageProcessorClass.longestEdge
    }

    private static func sizeDivisor(_ fields: JSONFile, default value: Int?) throws(HuggingFaceError) -> Int? {
        let legacy = try fields.int("size_divisibility", in: 0...1024)
        guard let divisor = try fields.int("size_divisor", in: 0...1024) ?? legacy ?? value else { return nil }
        return divisor > 1 ? divisor : nil
    }

    private static func padding(_ fields: JSONFile, kind: ImageProcessorClass) throws(HuggingFaceError) -> Padding? {
        let legacy = try fields.bool("pad_and_return_pixel_mask")
        guard try fields.bool("do_pad") ?? legacy ?? kind.pads else { return nil }
        guard let members = fields["pad_size"]?.object else { return .batch }
        let sides = JSONFile(name: "\(fields.name): pad_size", members: members)
        guard let size = try heightAndWidth(sides) else { throw fields.wrong("pad_size", "{height, width}") }
        return .size(size)
    }

    private static func heightAndWidth(_ sides: JSONFile) throws(HuggingFaceError) -> ImageSize? {
        guard let height = try sides.int("height", in: ModelConfig.sides),
            let width = try sides.int("width", in: ModelConfig.sides)
        else { return nil }
        return ImageSize(height: height, width: width)
    }

    private static func rescaleFactor(
        _ fields: JSONFile,
        default value: Double?
    ) throws(HuggingFaceError) -> Double? {
        guard try fields.bool("do_rescale") ?? true else { return nil }
        return try fields.double("rescale_factor") ?? value
    }

    private static func normalization(
        _ fields: JSONFile,
        default value: Normalization?
    ) throws(HuggingFaceError) -> Normalization? {
        guard try fields.bool("do_normalize") ?? true, let value else { return nil }
        let mean = try channelValues(fields, "image_mean") ?? value.mean
        let std = try channelValues(fields, "image_std") ?? value.std
        guard std.allSatisfy({ $0 != 0 }) else { throw fields.wrong("image_std", "without zeros") }
        guard mean.count == std.count || mean.count == 1 || std.count == 1 else {
            throw fields.wrong("image_std", "as long as image_mean")
        }
        let count = max(mean.count, std.count)
        return Normalization(mean: spread(mean, to: count), std: spread(std, to: count))
    }

    private static func spread(_ values: [Double], to count: Int) -> [Double] {
        values.count == count ? values : [Double](repeating: values[0], count: count)
    }

    /// One number for all channels, or a list of one a channel.
    private static func channelValues(_ fields: JSONFile, _ key: String) throws(HuggingFaceError) -> [Double]? {
        guard let value = fields[key] else { return nil }
        if let number = value.double { return [number] }
        let numbers = (value.array ?? []).compactMap(\.double)
        guard (1...64).contains(numbers.count), numbers.count == value.array?.count else {
            throw fields.wrong(key, "a number or a list of one number a channel")
        }
        return numbers
    }
}
