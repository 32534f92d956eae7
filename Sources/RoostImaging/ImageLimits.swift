/// How much memory an image may ask for before any of it is taken.
package struct ImageLimits: Hashable, Sendable {
    /// The most pixels (width times height) that a file may declare, and that a resize may make.
    package var pixels: Int

    /// The default is where Pillow raises its `DecompressionBombError`: twice 1024³ / 4 / 3 pixels.
    package init(pixels: Int = 178_956_970) {
        self.pixels = pixels
    }

    /// Refuses `size` when it has no pixel or more than these limits allow.
    func check(_ size: ImageSize, of what: String) throws(ImageError) {
        guard size.width > 0, size.height > 0 else {
            throw ImageError("\(what) is \(size): an image has at least one pixel; export it again")
        }
        let (count, overflow) = size.width.multipliedReportingOverflow(by: size.height)
        guard !overflow, count <= pixels else {
            throw ImageError("\(what) is \(size), more than the \(pixels) pixels allowed; scale it down first")
        }
    }
}
