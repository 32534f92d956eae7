import Testing

@testable import RoostImaging

extension ImagePreprocessing.Normalization {
    static let half = Self(mean: [0.5, 0.5, 0.5], standardDeviation: [0.5, 0.5, 0.5])
    static let imagenet = Self(mean: [0.485, 0.456, 0.406], standardDeviation: [0.229, 0.224, 0.225])
    static let clip = Self(
        mean: [0.48145466, 0.4578275, 0.40821073],
        standardDeviation: [0.26862954, 0.26130258, 0.27577711]
    )
    static let digits = Self(mean: [0.1307], standardDeviation: [0.3081])
}

extension Fixture.Prepared {
    /// The preprocessing that `make_fixtures.py` asked of transformers under this name.
    private var preprocessing: ImagePreprocessing {
        get throws {
            let square = ImageSize(height: 24, width: 24)
            func make(
                _ resize: ImagePreprocessing.Resize,
                _ filter: ResamplingFilter,
                crop: ImageSize? = nil,
                rescale: Double? = 1 / 255,
                _ normalization: ImagePreprocessing.Normalization?,
                format: Image.Format = .rgb
            ) throws -> ImagePreprocessing {
                try ImagePreprocessing(
                    resize: resize,
                    filter: filter,
                    centerCrop: crop,
                    rescaleFactor: rescale,
                    normalization: normalization,
                    format: format
                )
            }
            switch kind {
            case "vit": return try make(.exact(square), .bilinear, .half)
            case "vit-224": return try make(.exact(ImageSize(height: 224, width: 224)), .bilinear, .half)
            case "vit-bicubic-flat": return try make(.exact(ImageSize(height: 18, width: 30)), .bicubic, .half)
            case "vit-lanczos-unscaled": return try make(.exact(square), .lanczos, rescale: nil, .half)
            case "vit-nearest-raw": return try make(.exact(square), .nearest, nil)
            case "convnext": return try make(.cropFraction(edge: 24, fraction: 0.875), .bicubic, .imagenet)
            case "convnext-odd": return try make(.cropFraction(edge: 23, fraction: 0.9), .bilinear, .imagenet)
            case "clip": return try make(.shortestEdge(25), .bicubic, crop: square, .clip)
            case "clip-padded":
                return try make(.shortestEdge(14), .bicubic, crop: ImageSize(height: 27, width: 19), .clip)
            case "bounded":
                return try make(.shortestAndLongestEdge(shortest: 24, longest: 31), .bicubic, crop: square, .clip)
            default: return try make(.exact(square), .bilinear, .digits, format: .grey)
            }
        }
    }

    func prepared() throws -> [Float] {
        try prepared(by: preprocessing)
    }

    func prepared(by preprocessing: ImagePreprocessing) throws -> [Float] {
        var tensor = [Float](repeating: .nan, count: shape.reduce(1, *))
        let bytes = try Fixture.bytes(of: file)
        try bytes.withUnsafeBytes { bytes in
            try tensor.withUnsafeMutableBufferPointer { try preprocessing.prepare(bytes, into: $0) }
        }
        return tensor
    }

    /// The whole tensor as transformers computed it.
    func stored() throws -> [Float] {
        let offset = try #require(offset)
        return try Fixture.bytes(of: "tensors.f32").withUnsafeBytes { bytes in
            (0..<shape.reduce(1, *)).map { index in
                let bits = bytes.loadUnaligned(fromByteOffset: offset + 4 * index, as: UInt32.self)
                return Float(bitPattern: UInt32(littleEndian: bits))
            }
        }
    }
}

extension Float {
    var littleEndianBytes: [UInt8] {
        withUnsafeBytes(of: bitPattern.littleEndian) { Array($0) }
    }
}
