/// An image processor of `transformers`, for the values a `preprocessor_config.json` leaves out.
enum ImageProcessorClass: String, Hashable, Sendable, CaseIterable {
    case vit = "ViT"
    case deit = "DeiT"
    case convNext = "ConvNext"
    case bit = "Bit"
    case clip = "CLIP"
    case segFormer = "Segformer"
    case detr = "Detr"
    case maskFormer = "MaskFormer"
    case mask2Former = "Mask2Former"

    /// `ViTImageProcessor`, `ViTImageProcessorFast`, `ViTImageProcessorPil` and `ViTFeatureExtractor` are one to us.
    init?(className: String) {
        var stem = Substring(className)
        for suffix in ["Fast", "Pil"] where stem.hasSuffix(suffix) { stem = stem.dropLast(suffix.count) }
        for suffix in ["ImageProcessor", "FeatureExtractor"] where stem.hasSuffix(suffix) {
            stem = stem.dropLast(suffix.count)
        }
        let wanted = stem.lowercased()
        guard let found = Self.allCases.first(where: { $0.rawValue.lowercased() == wanted }) else { return nil }
        self = found
    }

    /// Whether a `size` that is one number means a square rather than the short edge.
    var takesSquares: Bool {
        switch self {
        case .vit, .deit, .segFormer: true
        case .convNext, .bit, .clip, .detr, .maskFormer, .mask2Former: false
        }
    }

    /// What an empty `preprocessor_config.json` means.
    var defaults: ImageProcessorConfiguration {
        switch self {
        case .vit:
            ImageProcessorConfiguration(
                resize: .exact(ImageSize(224)),
                resample: .bilinear,
                normalization: .imageNetStandard
            )
        case .deit:
            ImageProcessorConfiguration(
                resize: .exact(ImageSize(256)),
                resample: .bicubic,
                centerCrop: ImageSize(224),
                normalization: .imageNetStandard
            )
        case .convNext:
            ImageProcessorConfiguration(
                resize: .shortestEdgeThenCrop(384, cropFraction: 224 / 256),
                resample: .bicubic,
                normalization: .imageNetStandard
            )
        case .bit, .clip:
            ImageProcessorConfiguration(
                resize: .shortestEdge(224, longest: nil),
                resample: .bicubic,
                centerCrop: ImageSize(224),
                normalization: .clip
            )
        case .segFormer:
            ImageProcessorConfiguration(
                resize: .exact(ImageSize(512)),
                resample: .bilinear,
                normalization: .imageNetDefault
            )
        case .detr:
            ImageProcessorConfiguration(
                resize: .shortestEdge(800, longest: Self.longestEdge),
                resample: .bilinear,
                normalization: .imageNetDefault,
                padding: .batch
            )
        case .maskFormer, .mask2Former:
            ImageProcessorConfiguration(
                resize: .shortestEdge(800, longest: Self.longestEdge),
                resample: .bilinear,
                sizeDivisor: 32,
                normalization: .imageNetDefault,
                padding: .batch
            )
        }
    }

    /// The bound of the long side where a `size` that is one number names none.
    static let longestEdge = 1333

    /// Whether images that may differ in size are brought together by padding.
    var pads: Bool { defaults.padding != nil }

    /// What is cut out when `do_center_crop` is true and `crop_size` missing.
    var defaultCrop: ImageSize? { defaults.centerCrop }
}

extension ImageProcessorConfiguration.Normalization {
    /// `IMAGENET_STANDARD_MEAN` and `_STD`: to -1…1.
    static let imageNetStandard = Self(mean: [0.5, 0.5, 0.5], std: [0.5, 0.5, 0.5])
    /// `IMAGENET_DEFAULT_MEAN` and `_STD`.
    static let imageNetDefault = Self(mean: [0.485, 0.456, 0.406], std: [0.229, 0.224, 0.225])
    /// `OPENAI_CLIP_MEAN` and `_STD`.
    static let clip = Self(
        mean: [0.48145466, 0.4578275, 0.40821073],
        std: [0.26862954, 0.26130258, 0.27577711]
    )
}
