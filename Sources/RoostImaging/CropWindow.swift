/// Which samples of an axis a chain of centre crops shows, and where; what lies outside them is padding.
struct CropWindow: Hashable {
    /// Samples along the axis after the crops.
    private(set) var count: Int
    /// The samples of the uncropped axis that are still in sight.
    private(set) var source: Range<Int>
    /// Where the first of them lies after the crops.
    private(set) var offset = 0

    init(_ count: Int) {
        self.count = count
        source = 0..<count
    }

    /// The window after a centre crop to `length`, as `center_crop` of transformers rounds: half a sample left over
    /// goes to the end when it cuts, and to the start when it pads.
    func cropped(to length: Int) -> CropWindow {
        var window = self
        window.count = length
        let shift = length <= count ? -((count - length) / 2) : (length - count + 1) / 2
        let first = max(0, offset + shift)
        let last = min(length, offset + shift + source.count)
        let skipped = first - (offset + shift)
        window.source = source.lowerBound + skipped..<source.lowerBound + skipped + max(0, last - first)
        window.offset = first
        return window
    }
}
