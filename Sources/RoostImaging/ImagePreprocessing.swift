/// What a model wants done to an image before it sees it: resize, centre crop, rescale, normalise, in this order.
///
/// Every step equals that of transformers' PIL image processors, after the conversion to RGB that its pipelines apply
/// to whatever they load; a model of one channel gets Pillow's `convert("L")` instead.
package struct ImagePreprocessing: Hashable, Sendable {
    package enum Resize: Hashable, Sendable {
        case none
        /// Both sides as given, whatever the aspect ratio.
        case exact(ImageSize)
        /// The shorter side as given, the other in proportion, rounded down.
        case shortestEdge(Int)
        /// The shorter side as given unless the longer would exceed its bound, as DETR's processor does.
        case shortestAndLongestEdge(shortest: Int, longest: Int)
        /// ConvNeXt's rule: below 384 the shorter side becomes `edge / fraction`, of which a square of `edge` is cut
        /// from the centre; from 384 on the image is warped to that square.
        case cropFraction(edge: Int, fraction: Double)
    }

    /// One mean and one standard deviation a channel, in the units that rescaling leaves.
    package struct Normalization: Hashable, Sendable {
        package var mean: [Double]
        package var standardDeviation: [Double]

        package init(mean: [Double], standardDeviation: [Double]) {
            self.mean = mean
            self.standardDeviation = standardDeviation
        }
    }

    package let resize: Resize
    /// Height and width are rounded up to multiples of this, by scaling, as Mask2Former's processor does.
    package let sizeDivisor: Int?
    package let filter: ResamplingFilter
    package let centerCrop: ImageSize?
    /// What samples 0...255 are multiplied with, usually 1/255.
    package let rescaleFactor: Double?
    package let normalization: Normalization?
    /// What the model's channels mean: three of colour, or one of grey.
    package let format: Image.Format
    package let limits: ImageLimits

    private let table: NormalizationTable

    /// Refuses sizes below one pixel, a mean or deviation that is not one finite number a channel, and a deviation of 0.
    package init(
        resize: Resize,
        sizeDivisor: Int? = nil,
        filter: ResamplingFilter = .bilinear,
        centerCrop: ImageSize? = nil,
        rescaleFactor: Double? = nil,
        normalization: Normalization? = nil,
        format: Image.Format = .rgb,
        limits: ImageLimits = ImageLimits()
    ) throws(ImageError) {
        try resize.check(limits)
        if let centerCrop { try limits.check(centerCrop, of: "crop_size") }
        if let rescaleFactor, !rescaleFactor.isFinite {
            throw ImageError("rescale_factor is \(rescaleFactor); write a finite number")
        }
        try normalization?.check(channels: format.channels)
        if let sizeDivisor, sizeDivisor < 1 {
            throw ImageError("size_divisor is \(sizeDivisor); write a number of 1 or more")
        }
        self.resize = resize
        self.sizeDivisor = sizeDivisor
        self.filter = filter
        self.centerCrop = centerCrop
        self.rescaleFactor = rescaleFactor
        self.normalization = normalization
        self.format = format
        self.limits = limits
        table = NormalizationTable(
            rescaleFactor: rescaleFactor,
            normalization: normalization,
            channels: format.channels
        )
    }

    /// The size of the tensor that an image of `size` becomes.
    package func outputSize(for size: ImageSize) throws(ImageError) -> ImageSize {
        let plan = try plan(for: size)
        return ImageSize(height: plan.rows.count, width: plan.columns.count)
    }

    /// Decodes `encoded` and writes its tensor, channels first, into `output`: one image's slice of a batch, of exactly
    /// `channels · height · width` floats that are already initialised.
    package func prepare(
        _ encoded: UnsafeRawBufferPointer,
        into output: UnsafeMutableBufferPointer<Float>
    ) throws(ImageError) {
        try prepare(Image.decode(encoded, limits: limits), into: output)
    }

    package func prepare(_ image: Image, into output: UnsafeMutableBufferPointer<Float>) throws(ImageError) {
        try write(scale(image), into: output)
    }

    /// The first half of `prepare`: resizes and crops; what is left to do is quick.
    package func scale(_ image: Image) throws(ImageError) -> ScaledImage {
        let plan = try plan(for: image.size)
        // Channels are scaled one by one, so grey can become three equal channels after the resize.
        let source = format == .grey ? image.converted(to: .grey) : image
        let scaled = try source.resized(
            to: plan.resized,
            filter: filter,
            rows: plan.rows.source,
            columns: plan.columns.source,
            limits: limits
        )
        return ScaledImage(image: scaled, rows: plan.rows, columns: plan.columns)
    }

    /// The second half of `prepare`: rescales and normalises into `output`, one image's slice of a batch, of exactly
    /// `channels · height · width` floats.
    package func write(
        _ scaled: ScaledImage,
        into output: UnsafeMutableBufferPointer<Float>
    ) throws(ImageError) {
        let needed = format.channels * scaled.rows.count * scaled.columns.count
        guard output.count == needed else {
            throw ImageError("the tensor of an image of \(scaled.size) is \(needed) floats, not \(output.count)")
        }
        table.write(scaled.image, into: output, rows: scaled.rows, columns: scaled.columns)
    }

    private func plan(for size: ImageSize) throws(ImageError) -> Plan {
        var plan = Plan(try divisible(resize.target(for: size)))
        if case .cropFraction(let edge, _) = resize { plan.crop(to: ImageSize(height: edge, width: edge)) }
        if let centerCrop { plan.crop(to: centerCrop) }
        try limits.check(
            ImageSize(height: plan.rows.count, width: plan.columns.count),
            of: "the tensor of an image of \(size)"
        )
        return plan
    }

    private func divisible(_ size: ImageSize) throws(ImageError) -> ImageSize {
        guard let sizeDivisor else { return size }
        func up(_ side: Int) throws(ImageError) -> Int {
            let (sum, overflow) = side.addingReportingOverflow(sizeDivisor - 1)
            guard !overflow else { throw ImageError("size_divisor is \(sizeDivisor); write a smaller number") }
            return sum / sizeDivisor * sizeDivisor
        }
        return ImageSize(height: try up(size.height), width: try up(size.width))
    }

    /// The size an image is scaled to and the part of it that is kept.
    private struct Plan {
        let resized: ImageSize
        private(set) var rows: CropWindow
        private(set) var columns: CropWindow

        init(_ resized: ImageSize) {
            self.resized = resized
            rows = CropWindow(resized.height)
            columns = CropWindow(resized.width)
        }

        mutating func crop(to size: ImageSize) {
            rows = rows.cropped(to: size.height)
            columns = columns.cropped(to: size.width)
        }
    }
}

extension ImagePreprocessing.Normalization {
    fileprivate func check(channels: Int) throws(ImageError) {
        guard mean.count == channels, mean.allSatisfy(\.isFinite) else {
            throw ImageError("image_mean is \(mean); write \(channels) finite numbers, one a channel")
        }
        guard standardDeviation.count == channels, standardDeviation.allSatisfy({ $0.isFinite && Float($0) != 0 })
        else {
            throw ImageError("image_std is \(standardDeviation); write \(channels) finite numbers other than 0")
        }
    }
}
