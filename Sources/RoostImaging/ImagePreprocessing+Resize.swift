extension ImagePreprocessing.Resize {
    /// The size that an image of `size` is scaled to, before any crop.
    func target(for size: ImageSize) throws(ImageError) -> ImageSize {
        switch self {
        case .none: size
        case .exact(let target): target
        case .shortestEdge(let edge): try Self.shortest(edge, of: size)
        case .shortestAndLongestEdge(let shortest, let longest): try Self.bounded(shortest, longest, of: size)
        case .cropFraction(let edge, let fraction) where edge < 384:
            try Self.shortest(try Self.whole(Double(edge) / fraction, of: size), of: size)
        case .cropFraction(let edge, _): ImageSize(height: edge, width: edge)
        }
    }

    /// Refuses a size in the configuration that no image could be scaled to.
    func check(_ limits: ImageLimits) throws(ImageError) {
        switch self {
        case .none: return
        case .exact(let size): try limits.check(size, of: "size")
        case .shortestEdge(let edge): try limits.check(ImageSize(height: edge, width: 1), of: "shortest_edge")
        case .shortestAndLongestEdge(let shortest, let longest):
            try limits.check(ImageSize(height: shortest, width: 1), of: "shortest_edge")
            try limits.check(ImageSize(height: longest, width: 1), of: "longest_edge")
        case .cropFraction(let edge, let fraction):
            try limits.check(ImageSize(height: edge, width: edge), of: "shortest_edge")
            guard fraction > 0, fraction <= 1 else {
                throw ImageError("crop_pct is \(fraction); write a number above 0 and at most 1")
            }
        }
    }

    private static func shortest(_ edge: Int, of size: ImageSize) throws(ImageError) -> ImageSize {
        let (short, long) = (min(size.width, size.height), max(size.width, size.height))
        let other = try whole(Double(edge) * Double(long) / Double(short), of: size)
        return size.width <= size.height
            ? ImageSize(height: other, width: edge)
            : ImageSize(height: edge, width: other)
    }

    /// `get_size_with_aspect_ratio` of transformers: where the longer side would exceed its bound, the shorter is
    /// rounded half to even but the longer is computed from the unrounded one.
    private static func bounded(_ shortest: Int, _ longest: Int, of size: ImageSize) throws(ImageError) -> ImageSize {
        let (short, long) = (Double(min(size.width, size.height)), Double(max(size.width, size.height)))
        let isTooLong = long / short * Double(shortest) > Double(longest)
        let exact = isTooLong ? Double(longest) * short / long : Double(shortest)
        let edge = try whole(exact.rounded(.toNearestOrEven), of: size)
        guard min(size.width, size.height) != edge else { return size }
        let other = try whole(exact * long / short, of: size)
        return size.width < size.height
            ? ImageSize(height: other, width: edge)
            : ImageSize(height: edge, width: other)
    }

    private static func whole(_ value: Double, of size: ImageSize) throws(ImageError) -> Int {
        guard let whole = Int(exactly: value.rounded(.towardZero)), whole < 1 << 40 else {
            throw ImageError("an image of \(size) cannot be scaled to a side of \(value); check size and crop_pct")
        }
        return whole
    }
}
