/// What happens to an image before the model sees it: the meaning of a `preprocessor_config.json`, defaults filled in.
///
/// The steps run in the order of the properties: RGB, resize, centre crop, rescale, normalise. A step that is `nil` is
/// left out. The pixels are done elsewhere; this is a plain value.
package struct ImageProcessorConfiguration: Hashable, Sendable {
    /// How an image is brought to size.
    package enum Resize: Hashable, Sendable {
        /// Exactly this size, whatever the aspect ratio.
        case exact(ImageSize)
        /// The short side becomes `edge`, the long side `Int(edge * long / short)`; with `longest`, `edge` is first
        /// lowered so that the long side does not exceed it (DETR's rule).
        case shortestEdge(_ edge: Int, longest: Int?)
        /// ConvNeXT's rule. Below 384: the short side becomes `Int(edge / cropFraction)`, then the centre
        /// `edge` x `edge` is cut out. From 384 up: exactly `edge` x `edge`, without a crop.
        case shortestEdgeThenCrop(_ edge: Int, cropFraction: Double)
    }

    /// The filters of PIL; raw values are those of `PIL.Image.Resampling` and of the key `resample`.
    package enum Resample: Int, Hashable, Sendable, CaseIterable {
        case nearest = 0
        case lanczos = 1
        case bilinear = 2
        case bicubic = 3
        case box = 4
        case hamming = 5
    }

    /// How images of several sizes become one tensor: zeros to the right and below, after normalising.
    package enum Padding: Hashable, Sendable {
        /// To the greatest height and width among those of a batch.
        case batch
        /// To this size, which no image may exceed.
        case size(ImageSize)
    }

    /// `(x - mean) / std`, one value a channel; a single value stands for all channels.
    package struct Normalization: Hashable, Sendable {
        package var mean: [Double]
        package var std: [Double]

        package init(mean: [Double], std: [Double]) {
            self.mean = mean
            self.std = std
        }
    }

    /// Whether grey, palette, CMYK and transparent images become RGB first, as the `transformers` pipelines always do.
    ///
    /// False for models of one channel, which want grey images.
    package var convertsToRGB: Bool
    package var resize: Resize?
    /// Height and width are rounded up to multiples of this, by scaling.
    package var sizeDivisor: Int?
    /// The filter `resize` uses.
    package var resample: Resample
    /// The middle of this size is cut out; an image that is smaller is padded with zeros around.
    package var centerCrop: ImageSize?
    /// What every 8-bit level is multiplied with, usually 1/255.
    package var rescaleFactor: Double?
    package var normalization: Normalization?
    package var padding: Padding?
    /// Whether masks that a segmenter learnt from had 0 where nothing is labelled, hence its labels begin at their 1.
    ///
    /// It says how to read such masks; images are not changed by it.
    package var reducesLabels: Bool

    package init(
        convertsToRGB: Bool = true,
        resize: Resize?,
        resample: Resample,
        sizeDivisor: Int? = nil,
        centerCrop: ImageSize? = nil,
        rescaleFactor: Double? = 1 / 255,
        normalization: Normalization?,
        padding: Padding? = nil,
        reducesLabels: Bool = false
    ) {
        self.convertsToRGB = convertsToRGB
        self.resize = resize
        self.resample = resample
        self.sizeDivisor = sizeDivisor
        self.centerCrop = centerCrop
        self.rescaleFactor = rescaleFactor
        self.normalization = normalization
        self.padding = padding
        self.reducesLabels = reducesLabels
    }

    /// The size every image ends up with, or `nil` when it depends on the image.
    package var outputSize: ImageSize? {
        if let centerCrop { return centerCrop }
        return switch resize {
        case .exact(let size): size
        case .shortestEdgeThenCrop(let edge, _): ImageSize(edge)
        case .shortestEdge, nil: nil
        }
    }

    /// The same processor made to end with `size`.
    ///
    /// ConvNeXT's rule stays for squares; everything else becomes an exact resize without a crop.
    package func producing(_ size: ImageSize) -> ImageProcessorConfiguration {
        guard outputSize != size else { return self }
        var changed = self
        changed.centerCrop = nil
        changed.sizeDivisor = nil
        if case .shortestEdgeThenCrop(_, let fraction) = resize, size.height == size.width {
            changed.resize = .shortestEdgeThenCrop(size.height, cropFraction: fraction)
        } else {
            changed.resize = .exact(size)
        }
        return changed
    }

    /// The same processor for a model of `channels` channels: grey models get no RGB, and one value a channel.
    ///
    /// - Throws: ``HuggingFaceError`` when the values of the normalisation cannot be matched to the channels.
    package func feeding(channels: Int) throws(HuggingFaceError) -> ImageProcessorConfiguration {
        var changed = self
        changed.convertsToRGB = convertsToRGB && channels == 3
        guard let normalization, normalization.mean.count != channels else { return changed }
        guard let mean = normalization.mean.first, let std = normalization.std.first,
            normalization.mean.allSatisfy({ $0 == mean }), normalization.std.allSatisfy({ $0 == std })
        else {
            throw HuggingFaceError(
                .invalid,
                "\(Self.fileName): 'image_mean' has \(normalization.mean.count) values, the model takes \(channels) "
                    + "channels; give one value a channel"
            )
        }
        changed.normalization = Normalization(
            mean: [Double](repeating: mean, count: channels),
            std: [Double](repeating: std, count: channels)
        )
        return changed
    }
}
