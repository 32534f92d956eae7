import RoostHuggingFace
import RoostImaging

extension ImagePreprocessing {
    /// What a checkpoint's processor asks for, for a model of 3 channels or of 1.
    ///
    /// - Throws: `ImageError` naming the value that cannot be.
    package init(_ processor: ImageProcessorConfiguration, channels: Int) throws {
        guard let format: Image.Format = [1: .grey, 3: .rgb][channels] else {
            throw ImageError("the model takes images of \(channels) channels; those of 1 and 3 can be prepared")
        }
        guard let filter = ResamplingFilter(rawValue: processor.resample.rawValue) else {
            throw ImageError("resample is \(processor.resample), which is no filter of Pillow")
        }
        try self.init(
            resize: Resize(processor.resize),
            sizeDivisor: processor.sizeDivisor,
            filter: filter,
            centerCrop: processor.centerCrop.map(RoostImaging.ImageSize.init),
            rescaleFactor: processor.rescaleFactor,
            normalization: processor.normalization.map { normalization in
                Normalization(
                    mean: normalization.mean.spread(to: channels),
                    standardDeviation: normalization.std.spread(to: channels)
                )
            },
            format: format
        )
    }
}

extension ImagePreprocessing.Resize {
    fileprivate init(_ resize: ImageProcessorConfiguration.Resize?) {
        switch resize {
        case nil: self = .none
        case .exact(let size): self = .exact(ImageSize(size))
        case .shortestEdge(let edge, longest: nil): self = .shortestEdge(edge)
        case .shortestEdge(let edge, let longest?): self = .shortestAndLongestEdge(shortest: edge, longest: longest)
        case .shortestEdgeThenCrop(let edge, let fraction): self = .cropFraction(edge: edge, fraction: fraction)
        }
    }
}

extension RoostImaging.ImageSize {
    init(_ size: RoostHuggingFace.ImageSize) {
        self.init(height: size.height, width: size.width)
    }
}

extension [Double] {
    /// A single value stands for all channels.
    fileprivate func spread(to channels: Int) -> [Double] {
        guard count == 1, let value = first else { return self }
        return [Double](repeating: value, count: channels)
    }
}
