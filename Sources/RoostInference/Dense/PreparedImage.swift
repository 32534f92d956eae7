import RoostImaging

/// An image scaled to what a model takes, and the size its answers are to be brought back to.
package struct PreparedImage: Hashable, Sendable {
    package let scaled: ScaledImage
    /// Of the upright picture, before it was scaled.
    package let original: ImageSize

    package init(_ scaled: ScaledImage, original: ImageSize) {
        self.scaled = scaled
        self.original = original
    }
}
